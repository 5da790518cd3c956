import type { Role } from '../../shared/endpoint.ts';

type Invitation = {
  readonly name: string;
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
  agent: 'a rep',
  member: 'a member',
};

export const inviteMail = ({ name, role, workspace, inviter, code, days, joinUrl }: Invitation) => ({
  subject: `${inviter} invites you to ${workspace} on Ringside`,
  text: `Hello ${name},

${inviter} invites you to join ${workspace} on Ringside as ${AS[role]}.

Open this page; it says what to do:
${joinUrl}

Or open the settings of the Ringside extension and enter this code:
${code}

The code works once, for ${days} days. If you do not know ${inviter}, do nothing.
`,
});
