import type { Role } from '../../shared/endpoint.ts';
import { mailText, ours, quoted } from '../mail/index.ts';

type Invitation = {
  readonly role: Role;
  readonly workspace: string;
  readonly inviter: string;
  readonly code: string;
  readonly days: number;
  /** The code follows the #: a mail scanner that opens the link does not send it. */
  readonly joinUrl: string;
};

const AS: Readonly<Record<Role, string>> = {
  owner: 'an owner',
  admin: 'an admin',
  manager: 'a manager',
  agent: 'an agent',
  member: 'a member',
};

/** The names of the inviter and the workspace are quoted; no other text in the mail comes from them. */
export const inviteMail = ({ role, workspace, inviter, code, days, joinUrl }: Invitation) => ({
  subject: mailText`Invitation to ${quoted(workspace)} on Ringside`,
  text: mailText`Hello,

${quoted(inviter)} invites you to join ${quoted(workspace)} on Ringside as ${ours(AS[role])}.

Open this page; it says what to do:
${ours(joinUrl)}

Or open the settings of the Ringside extension and enter this code:
${ours(code)}

The code works once, for ${days} days. The names in quotation marks were chosen by the person who
invites you: if you do not know them, do nothing.
`,
});

/** For somebody who is a member already: they asked an admin for a code, for another browser for instance. */
export const newCodeMail = ({ workspace, inviter, code, days, joinUrl }: Invitation) => ({
  subject: mailText`Your new code for ${quoted(workspace)} on Ringside`,
  text: mailText`Hello,

${quoted(inviter)} made a code that signs you in to ${quoted(workspace)} on Ringside.

Open this page; it says what to do:
${ours(joinUrl)}

Or open the settings of the Ringside extension and enter this code:
${ours(code)}

The code works once, in one browser, for ${days} days. Any earlier code no longer works. The names in quotation
marks were chosen by the person who made the code: if you do not know them, do nothing.
`,
});
