import type { CallContact, dial as endpoint } from '../../shared/calls/contract.ts';
import { isOver } from '../../shared/calls/phase.ts';
import type { RefusalOf, ReplyOf, RequestOf } from '../../shared/endpoint.ts';
import { newId, RoomName, randomTail, type WorkspaceId } from '../../shared/ids.ts';
import { notAllowed } from '../../shared/numbers/allowed.ts';
import { chooseCallerId } from '../../shared/numbers/caller-id.ts';
import { classify } from '../../shared/numbers/classify.ts';
import type { E164 } from '../../shared/numbers/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Budget } from '../../shared/workspace/limits.ts';
import { contactById, contactByNumber, makeContact } from '../contacts/index.ts';
import type { OnceContext } from '../context.ts';
import { callable, numbersOf } from '../numbers/index.ts';
import { liveCallOf, switchboardOf } from '../objects.ts';
import { sha256 } from '../platform.ts';
import { type Claim, UNOPENED_MS } from '../presence/index.ts';
import { HttpProblem, notFound } from '../problem.ts';
import { setupOf } from '../twilio/index.ts';
import {
  accountOf,
  budgetOf,
  type CarrierAccount,
  dialingOf,
  isReady,
  loginOf,
  sharersOf,
  timeZoneOf,
} from '../workspace/index.ts';
import { limitSecondsOf } from './limit.ts';
import { lastFrom } from './store.ts';

const TICKET_MS = 60_000;

type Dial = typeof endpoint;
type Intent = RequestOf<Dial>['intent'];

/** True only if the carrier says so for certain: a failed request does not block a number. */
const isUnverified = async (env: Env, account: CarrierAccount, to: E164): Promise<boolean> => {
  const asked = await setupOf(loginOf(env, account)).verified(to);
  return asked.kind === 'done' && !asked.value.outgoing_caller_ids.some(each => each.phone_number === to);
};

/** The contact a call is for, if known: the one the click named, from this workspace, or else the number's. */
const knownContact = async ({ env, principal }: OnceContext, { contactId }: Intent, to: E164) => {
  if (!contactId) return contactByNumber(env, principal.workspaceId, to);
  const contact = await contactById(env, principal.workspaceId, contactId);
  if (!contact) throw notFound();
  return contact;
};

/** How many calls the account's limit leaves to this workspace; null if no limit is known. */
const callsLeft = async (env: Env, account: CarrierAccount | undefined, workspaceId: WorkspaceId) => {
  if (!account || account.mostCalls === null) return null;
  const { accountSid, mostCalls } = account;
  const sharers = await sharersOf(env, accountSid, workspaceId);
  const busy = await Promise.all(sharers.map(each => switchboardOf(env, each).callsUnderWay()));
  return Math.max(0, mostCalls - busy.reduce((sum, each) => sum + each, 0));
};

/** One line per rep. A line whose call is over, or was never opened in time, is released and claimed again. */
const claimLine = async (
  { env, clock, principal, idempotencyKey }: OnceContext,
  intent: Intent,
  mostCalls: number | null,
  budget: Budget,
) => {
  const { workspaceId, memberId } = principal;
  const hash = await sha256(JSON.stringify(intent));
  const claim = (): Promise<Claim> =>
    switchboardOf(env, workspaceId).claimLine(memberId, idempotencyKey, hash, mostCalls, budget);
  const first = await claim();
  if (first.kind !== 'busy') return first;
  const live = await liveCallOf(env, first.callId).view(workspaceId);
  const isStale = live ? isOver(live.phase) : clock.now() - first.since > UNOPENED_MS;
  if (!isStale) return { ...first, call: live ?? undefined };
  const switchboard = switchboardOf(env, workspaceId);
  await (live
    ? switchboard.release(memberId, first.callId)
    : switchboard.cancelClaim(memberId, first.callId));
  return claim();
};

/** Refuses, or opens the call and returns the ticket to its room. Nothing has rung when this returns. */
export const dial = async (
  context: OnceContext,
  { intent, callFrom }: RequestOf<Dial>,
): Promise<Result<ReplyOf<Dial>, RefusalOf<Dial>>> => {
  const { env, clock, random, principal } = context;
  const { workspaceId, memberId, workspace } = principal;
  // Everything that can be refused without claiming the line is refused first.
  const number = classify(intent.number, workspace.country);
  if (!('e164' in number)) return err({ reason: number.kind, number: intent.number });
  context.note({ target: number.e164 });
  const to = number.e164;
  // All reads run in parallel, because the rep is waiting for the call.
  const accountKnown = accountOf(env, workspaceId);
  const [account, left, numbers, known, sticky] = await Promise.all([
    accountKnown,
    accountKnown.then(each => callsLeft(env, each, workspaceId)),
    numbersOf(env, workspaceId),
    knownContact(context, intent, to),
    lastFrom(env, workspaceId, { contactId: intent.contactId, to }),
  ]);
  if (!isReady(account)) return err({ reason: 'dialer_not_ready' });
  if (numbers.some(each => each.e164 === to)) return err({ reason: 'own_number', number: intent.number });
  const dialing = dialingOf(workspace);
  const refused = notAllowed(number, dialing, { country: workspace.country, numbers });
  if (refused) return err({ ...refused, number: intent.number });
  const owned = callable(numbers, dialing.defaultNumber).map(each => each.e164);
  if (owned.length === 0) return err({ reason: 'no_caller_id' });
  if (account.kind === 'trial' && (await isUnverified(env, account, to)))
    return err({ reason: 'not_verified', number: intent.number });

  const claimed = await claimLine(context, intent, left, budgetOf(workspace, clock.now()));
  if (claimed.kind === 'mismatch')
    throw new HttpProblem(422, 'This idempotency key was used for another dial. Use a new one.');
  if (claimed.kind === 'full') return err({ reason: 'too_many_calls', most: account.mostCalls ?? 0 });
  if (claimed.kind === 'used_up')
    return err({ reason: 'limit_reached', ...claimed.usedUp, timeZone: timeZoneOf(workspace) });
  if (claimed.kind === 'busy') return err({ reason: 'already_dialing', call: claimed.call });

  const contact: CallContact = known ?? (await makeContact(context, to));
  const callerId = chooseCallerId(owned, { override: callFrom, sticky });
  if (!callerId) return err({ reason: 'no_caller_id' });
  const { callId } = claimed;
  const openedAt = clock.now();
  const opened = await liveCallOf(env, callId).open(
    {
      callId,
      workspaceId,
      memberId,
      accountSid: account.accountSid,
      webhookKey: workspace.webhookKey,
      room: newId(RoomName, 'room', random),
      to,
      from: callerId.from,
      callerIdReason: callerId.reason,
      contact,
      intent,
      openedAt,
      ringSeconds: dialing.ringSeconds,
      recordingNotice: dialing.recordCalls ? dialing.recordingNotice : undefined,
      wrapUpSeconds: dialing.wrapUpSeconds,
      limitSeconds: limitSecondsOf(account.kind),
      ticket: `${callId}.${randomTail(random)}`,
      ticketExpiresAt: openedAt + TICKET_MS,
    },
    claimed.openBefore,
  );
  if (opened) return ok(opened);
  // This call can never be opened now: free the line at once, also for a repetition of the same dial.
  await switchboardOf(env, workspaceId).cancelClaim(memberId, callId);
  throw new HttpProblem(503, 'The server took too long to open this call, so nobody was called. Call again.');
};
