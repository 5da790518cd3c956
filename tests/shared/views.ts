/** The view that LiveCall makes of a set of facts. */
import { CallContact, type CallView } from '../../shared/calls/contract.ts';
import type { Fact } from '../../shared/calls/facts.ts';
import { CallId, MemberId, RoomName, WorkspaceId } from '../../shared/ids.ts';
import { E164 } from '../../shared/numbers/contract.ts';
import { type OutboundSpec, viewOf as viewOfCall } from '../../worker/calls/spec.ts';

const A26 = '0123456789abcdefghjkmnpqrs';
const to = E164.parse('+12125550100');

export const SPEC: OutboundSpec = {
  callId: CallId.parse(`call_${A26}`),
  workspaceId: WorkspaceId.parse(`ws_${A26}`),
  memberId: MemberId.parse(`mem_${A26}`),
  accountSid: '',
  webhookKey: '',
  room: RoomName.parse(`room_${A26}`),
  to,
  from: E164.parse('+14155550101'),
  callerIdReason: 'first',
  contact: CallContact.parse({ id: `cont_${A26}`, name: 'Dana Fox', company: null }),
  intent: { number: to, source: 'page', at: 1 },
  openedAt: 1,
  ringSeconds: 30,
  recordingNotice: 'This call is recorded.',
  limitSeconds: 3600,
  ticket: '',
  ticketExpiresAt: 0,
};

/** Of a call that was opened at 1. Its version counts the facts. */
export const viewOf = (facts: readonly Fact[]): CallView => viewOfCall(SPEC, facts, [], 0);
