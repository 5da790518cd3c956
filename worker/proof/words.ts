/** What is mailed to who proves who they are. */
export const proofMail = (name: string, code: string, device: string) => ({
  subject: 'Your code to go on in Ringside',
  text: `Hello ${name},

somebody signed in as you is about to change something that needs you: ${device}.
If that is you, your code is ${code.slice(0, 4)} ${code.slice(4)}

It works for ten minutes, once, and only in that browser. If it is not you, open This browser in Ringside, end every
other session, and tell an admin.
`,
});
