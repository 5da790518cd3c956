/** Texts about members, shared by the Worker and the desk. */
import type { RefusalOf } from '../endpoint.ts';
import type { changeRole, invite } from './contract.ts';

const ABOVE_YOU = 'Only an owner may do this. Ask an owner of your workspace.';
const INVITE = {
  already_member: 'Somebody with this email address is already a member. Send them a new code instead.',
  already_invited:
    'Somebody with this email address has already been invited. Send that invitation again, or withdraw it first.',
  above_you: ABOVE_YOU,
} as const;
export const inviteRefusalWords = ({ reason }: RefusalOf<typeof invite>): string => INVITE[reason];

export const aboveYouWords = (): string => ABOVE_YOU;

const NOT_CHANGEABLE = {
  above_you: aboveYouWords(),
  yourself: 'You cannot do this to yourself. Ask another owner or admin.',
  last_owner: 'A workspace needs an owner. Make somebody else an owner first.',
} as const;
export const changeRefusalWords = ({ reason }: RefusalOf<typeof changeRole>): string =>
  NOT_CHANGEABLE[reason];

/** Its acts, as the audit log shows them. */
export const actWords = {
  'team.invite': 'Invited somebody',
  'team.resendInvitation': 'Sent an invitation again',
  'team.withdrawInvitation': 'Withdrew an invitation',
  'team.newCode': 'Created a new setup code',
  'team.changeRole': 'Changed a role',
  'team.removeMember': 'Removed a member',
} as const;
