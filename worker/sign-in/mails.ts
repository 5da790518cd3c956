/** The mails for signing in. They contain no text from the browser that asked. */
import { mailPart, mailText, ours, quoted } from '../mail/index.ts';
import { deviceWords } from './device-words.ts';

const spaced = (code: string) => ours(`${code.slice(0, 4)} ${code.slice(4)}`);

/** `only`: the one workspace the code opens, if the person owns another. */
export const codeMail = (code: string, device: string, only: string | undefined) => ({
  subject: mailText`Your code for Ringside`,
  text: mailText`Hello,

your code for Ringside is ${spaced(code)}

It works for ten minutes, once, and only in the browser that asked for it: ${deviceWords(device)}.${
    only === undefined
      ? ours('')
      : mailPart`

It opens the workspace ${quoted(only)} only. Workspaces you own cannot be opened by email: sign in to them with your passkey.`
  }
If you did not ask for it, tell nobody the code: it works only in the browser that asked for it.
`,
});

export const ownerMail = (device: string) => ({
  subject: mailText`Signing in to Ringside as an owner`,
  text: mailText`Hello,

somebody asked for a code to sign in as you, in ${deviceWords(device)}.

Owners do not sign in by email, so that nobody who reads their mail can take over a workspace. Use your passkey. If you
no longer have one, ask another owner for a setup code, or the person who runs your server: npm run setup-code.
`,
});
