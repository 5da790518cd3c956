/** What is mailed to who wants to sign in. Nothing in it was written by whoever asked. */
import { mailPart, mailText, ours, quoted } from '../mail/index.ts';
import { deviceWords } from './device-words.ts';

const spaced = (code: string) => ours(`${code.slice(0, 4)} ${code.slice(4)}`);

/** `only`: the one workspace it opens, for somebody who owns another. */
export const codeMail = (code: string, device: string, only: string | undefined) => ({
  subject: mailText`Your code for Ringside`,
  text: mailText`Hello,

your code for Ringside is ${spaced(code)}

It works for ten minutes, once, and only in the browser that asked for it: ${deviceWords(device)}.${
    only === undefined
      ? ours('')
      : mailPart`

It opens the workspace ${quoted(only)} only. Workspaces you own cannot be opened by mail: sign in to them with your passkey.`
  }
If that was not you, do nothing: nobody can use the code anywhere else.
`,
});

export const ownerMail = (device: string) => ({
  subject: mailText`Signing in to Ringside as an owner`,
  text: mailText`Hello,

somebody asked for a code to sign in as you, in ${deviceWords(device)}.

Owners do not sign in by mail, so that nobody who reads their mail can take a workspace over. Use your passkey. If you
have none any more, ask another owner for a setup code, or whoever runs your Worker: npm run setup-code.
`,
});
