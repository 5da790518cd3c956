import type { Role } from '../../shared/endpoint.ts';
import { mailText, ours, quoted } from '../mail/index.ts';

type Invitation = {
  readonly role: Role;
  readonly workspace: string;
  readonly inviter: string;
  readonly code: string;
  readonly days: number;
  /** With the code behind the #, which no mail scanner sends anywhere. */
  readonly joinUrl: string;
};

const AS: Readonly<Record<Role, string>> = {
  owner: 'an owner',
  admin: 'an admin',
  manager: 'a manager',
  agent: 'an agent',
  member: 'a member',
};

/** What whoever invites calls themselves and their workspace is quoted, and the only thing of theirs in it. */
export const inviteMail = ({ role, workspace, inviter, code, days, joinUrl }: Invitation) => ({
  subject: mailText`Invitation to ${quoted(workspace)} on Ringside`,
  text: mailText`Hello,

${quoted(inviter)} invites you to join ${quoted(workspace)} on Ringside as ${ours(AS[role])}.

Open this page; it says what to do:
${ours(joinUrl)}

Or open the settings of the Ringside extension and enter this code:
${ours(code)}

The code works once, for ${days} days. The names in quotation marks were chosen by whoever
invites you: if you do not know them, do nothing.
`,
});
