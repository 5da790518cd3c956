/** How a call ended, as far as each fact says. Pure. */
import type { EndReason } from './contract.ts';
import type { EndDetail } from './end-detail.ts';
import type { Fact, LegEnd } from './facts.ts';
import type { EndedBy } from './machine.ts';

const INVALID_NUMBER_SIP = new Set([404, 410, 484, 604]);
const REJECTED_SIP = new Set([603, 607, 608]);
/** The ends of a call that failed. */
export const FAILED: ReadonlySet<EndReason> = new Set<EndReason>([
  'invalid_number',
  'blocked_compliance',
  'carrier_error',
  'network_error',
  'permission_denied',
  'abandoned',
]);

const legEndReason = (how: LegEnd, sipCode: number | undefined): EndReason => {
  if (how === 'completed') return 'completed';
  if (sipCode !== undefined && REJECTED_SIP.has(sipCode)) return 'rejected';
  if (how === 'busy') return 'busy';
  if (how === 'no-answer') return 'no_answer';
  if (how === 'canceled') return 'canceled';
  return sipCode !== undefined && INVALID_NUMBER_SIP.has(sipCode) ? 'invalid_number' : 'carrier_error';
};

const REQUEST_TERMINATED = 487;

const isOwnCancel = ({ how, sipCode }: { readonly how: LegEnd; readonly sipCode?: number }): boolean =>
  how === 'no-answer' && (sipCode === undefined || sipCode === REQUEST_TERMINATED);

/** An end that a fact implies. The end with the lowest `priority` wins: the network's verdict beats a hang-up. */
export type End = {
  readonly priority: number;
  readonly at: number;
  readonly reason: EndReason;
  readonly detail?: EndDetail;
  readonly by: EndedBy;
};

/** What the facts say together about a call, which decides what one of them means. */
export type Answer = {
  readonly answered: boolean;
  readonly inbound: boolean;
  /** The caller was given up by the reps: sent to voicemail, or forwarded. */
  readonly givenUp: boolean;
};

/** A caller is gone. Whom nobody answered hung up while reps were rung, or later without leaving a message. */
const callerGone = (at: number, { answered, givenUp }: Answer): End => ({
  priority: 6,
  at,
  reason: answered ? 'completed' : givenUp ? 'no_answer' : 'canceled',
  by: 'customer',
});

const endOf = (fact: Fact, answer: Answer): End | undefined => {
  const { answered } = answer;
  switch (fact.kind) {
    case 'bring.refused':
      if (fact.party !== 'customer') return undefined;
      return { priority: 0, at: fact.at, reason: fact.reason, detail: fact.detail, by: 'carrier' };
    case 'leg.ended': {
      if (fact.party !== 'customer') return undefined;
      if (answer.inbound) return callerGone(fact.at, answer);
      const reason = legEndReason(fact.how, fact.sipCode);
      if (reason === 'completed') return { priority: 6, at: fact.at, reason, by: 'customer' };
      if (reason === 'canceled') return { priority: 7, at: fact.at, reason, by: 'system' };
      // When we cancel a ringing leg the carrier reports no-answer. Another fact says who canceled it.
      if (isOwnCancel(fact)) return { priority: 6, at: fact.at, reason, by: 'carrier' };
      return {
        priority: 1,
        at: fact.at,
        reason,
        by: reason === 'busy' || reason === 'rejected' ? 'customer' : 'carrier',
      };
    }
    case 'device.failed':
      return { priority: 2, at: fact.at, reason: fact.reason, by: 'system' };
    case 'rep.hungUp':
      return { priority: 3, at: fact.at, reason: answered ? 'completed' : 'canceled', by: 'rep' };
    case 'admin.ended':
      return { priority: 4, at: fact.at, reason: 'ended_by_admin', by: 'admin' };
    case 'rep.lost':
      return { priority: 5, at: fact.at, reason: 'network_error', by: 'system' };
    case 'caller.hungUp':
      return callerGone(fact.at, answer);
    case 'message.left':
      return { priority: 5, at: fact.at, reason: 'voicemail', by: 'customer' };
    case 'ticket.expired':
      return { priority: 8, at: fact.at, reason: 'abandoned', by: 'system' };
    case 'phone.signedOut':
      return { priority: 9, at: fact.at, reason: answered ? 'completed' : 'canceled', by: 'system' };
    default:
      return undefined;
  }
};

/** Ties within one priority are settled by time, then reason, so the order of facts never shows. */
const before = (a: End, b: End): boolean =>
  a.priority !== b.priority ? a.priority < b.priority : a.at !== b.at ? a.at < b.at : a.reason < b.reason;

/** Every end the facts imply, the one that counts first. */
export const endsOf = (facts: readonly Fact[], answer: Answer): readonly End[] =>
  facts
    .map(fact => endOf(fact, answer))
    .filter(end => end !== undefined)
    .toSorted((a, b) => (before(a, b) ? -1 : before(b, a) ? 1 : 0));
