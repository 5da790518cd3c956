/** What is mailed to who wants to sign in. */
type Mail = { readonly subject: string; readonly text: string };

export const codeMail = (name: string, code: string, device: string): Mail => ({
  subject: 'Your code for Ringside',
  text: `Hello ${name},

your code for Ringside is ${code.slice(0, 4)} ${code.slice(4)}

It works for ten minutes, once, and only in the browser that asked for it: ${device}.
If that was not you, do nothing: nobody can use the code anywhere else.
`,
});

export const ownerMail = (name: string, device: string): Mail => ({
  subject: 'Signing in to Ringside as an owner',
  text: `Hello ${name},

somebody asked for a code to sign in as you: ${device}.

Owners do not sign in by mail, so that nobody who reads their mail can take a workspace over. Use your passkey. If you
have none any more, ask another owner for a setup code, or whoever runs your Worker: npm run setup-code.
`,
});
