import type { CallView } from '../../shared/calls/contract.ts';
import type { Fact } from '../../shared/calls/facts.ts';
import type { PartyId } from '../../shared/calls/parties.ts';
import { presenceOf } from '../../shared/calls/party-presence.ts';
import { isOver } from '../../shared/calls/phase.ts';
import { lastMove } from '../../shared/calls/responsible.ts';
import { type CallSid, randomTail } from '../../shared/ids.ts';
import { randomBytes } from '../platform.ts';
import type { CallMemory, Ticket } from './call-memory.ts';
import type { CallSpec } from './spec.ts';

/** A rep's admission to the room: the call, and the label of the rep's leg there. */
export type Admission = { readonly spec: CallSpec; readonly label: string };

/** The outcome of a request to rejoin. */
export type Rejoin =
  | { readonly kind: 'back'; readonly call: CallView; readonly ticket: string }
  | { readonly kind: 'over' | 'still_connected' };

/** A statement about a rep's own call: the rep hung up or stopped the recording, or an admin ended the call. */
export type RepStatement = 'rep.hungUp' | 'recording.stopAsked' | 'admin.ended';

type Presented = {
  readonly ticket: Ticket;
  readonly callSid: CallSid;
  readonly now: number;
  readonly isCallOver: boolean;
};

/**
 * How a ticket admits a leg: again if it admitted this very leg, whose webhook was repeated; as a new leg if the ticket
 * is good and no other leg of its party is in the room. Undefined if it admits nobody.
 */
export const admittedLeg = (
  facts: readonly Fact[],
  before: readonly CallSid[],
  { ticket: { party, callSid: usedBy, expiresAt }, callSid, now, isCallOver }: Presented,
): { readonly label: string; readonly isNew: boolean } | undefined => {
  const label = (index: number): string => (index > 0 ? `${party}.${index + 1}` : party);
  if (usedBy === callSid) return { label: label(before.indexOf(callSid)), isNew: false };
  const { absentSince, enteredAt = 0 } = presenceOf(facts, party);
  const move = lastMove(facts);
  // The carrier need not have said that a leg of an earlier answer of theirs is gone: it never came, and was given up.
  const isOfEarlierAnswer = move?.why === 'answered' && move.to === party && enteredAt < move.at;
  const isAway = before.length === 0 || absentSince !== undefined || isOfEarlierAnswer;
  if (usedBy || now >= expiresAt || isCallOver || !isAway) return undefined;
  return { label: label(before.length), isNew: true };
};

export const TICKET_MS = 60_000;

type Mine = { readonly spec: CallSpec; readonly party: PartyId; readonly call: CallView };

/** A ticket for a party who dropped out and whose customer is held for them; the same one until it is used. */
export const rejoinOf = (memory: CallMemory, { spec, party, call }: Mine, now: number): Rejoin => {
  const { absentSince } = presenceOf(memory.facts(), party);
  if (isOver(call.phase) || (absentSince !== undefined && call.rejoinUntil === undefined))
    return { kind: 'over' };
  if (call.rejoinUntil === undefined) return { kind: 'still_connected' };
  const ticket = memory.openTicket(party, now)?.ticket ?? `${spec.callId}.${randomTail(randomBytes)}`;
  memory.addTicket(ticket, party, now + TICKET_MS);
  return { kind: 'back', call, ticket };
};
