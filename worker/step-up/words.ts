import { mailText, ours } from '../mail/index.ts';
import { deviceWords } from '../sign-in/index.ts';

/** The code for a step-up. */
export const stepUpMail = (code: string, device: string) => ({
  subject: mailText`Your code to confirm a change in Ringside`,
  text: mailText`Hello,

somebody signed in as you, in ${deviceWords(device)}, is making a change that you have to confirm.
If that is you, your code is ${ours(`${code.slice(0, 4)} ${code.slice(4)}`)}

It works for ten minutes, once, and only in that browser. If it is not you, open “This browser” in Ringside, end every
other session, and tell an admin.
`,
});
