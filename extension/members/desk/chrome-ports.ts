import {
  changeRole,
  invite,
  members,
  newCode,
  removeMember,
  resendInvitation,
  withdrawInvitation,
} from '../../../shared/members/contract.ts';
import { call } from '../../api.ts';
import { getSession } from '../../session.ts';
import type { Ports } from './model.ts';

export const chromePorts = (): Ports => ({
  me: async () => {
    const me = (await getSession())?.me.member;
    return me && { id: me.id, role: me.role };
  },
  read: () => call(members, {}),
  invite: request => call(invite, request),
  resend: invitationId => call(resendInvitation, { invitationId }),
  withdraw: invitationId => call(withdrawInvitation, { invitationId }),
  newCode: memberId => call(newCode, { memberId }),
  changeRole: (memberId, role) => call(changeRole, { memberId, role }),
  remove: memberId => call(removeMember, { memberId }),
  copy: text => navigator.clipboard.writeText(text),
});
