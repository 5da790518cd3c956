/** An inbound call as it is fixed when it arrives, from the settings of its number and its workspace. */

import { type AccountSid, type CallSid, newId, RoomName } from '../../shared/ids.ts';
import { OFF_HOURS_MESSAGE, RING_SECONDS, stepsOf } from '../../shared/incoming/work-mode.ts';
import { notAllowed } from '../../shared/numbers/allowed.ts';
import { callerOf } from '../../shared/numbers/caller.ts';
import { classify } from '../../shared/numbers/classify.ts';
import { E164 } from '../../shared/numbers/contract.ts';
import { isOpenAt } from '../../shared/workspace/hours.ts';
import { type InboundSpec, limitSecondsOf, type NextStep } from '../calls/index.ts';
import { contactByNumber } from '../contacts/index.ts';
import { inboundCallId } from '../inbound-call-id.ts';
import { log } from '../log.ts';
import { isOurs, numbersOf, type StoredNumber } from '../numbers/index.ts';
import { randomBytes } from '../platform.ts';
import { messageWords } from '../voicemail/index.ts';
import {
  accountOf,
  budgetOf,
  dialingOf,
  hoursOf,
  type Workspace,
  workspaceById,
} from '../workspace/index.ts';

/** A call as the carrier reports it. */
export type Arrived = {
  readonly callSid: CallSid;
  readonly accountSid: AccountSid;
  readonly from: string;
  readonly to: string;
  readonly callerName?: string | undefined;
  /** Milliseconds UTC. */
  readonly at: number;
};

export type Inbound = {
  readonly spec: InboundSpec;
  /** Whether reps are rung first. */
  readonly isOffered: boolean;
  /** Whether calls to the number are answered at all. */
  readonly isAnswered: boolean;
};

/**
 * Where calls to this number are forwarded. Undefined if nowhere, if any workspace here owns that number (the call
 * would come back), or if the workspace no longer allows calls to it.
 */
const forwardOf = async (
  env: Env,
  workspace: Workspace,
  numbers: readonly StoredNumber[],
  forwardTo: E164 | null | undefined,
): Promise<E164 | undefined> => {
  if (!forwardTo) return undefined;
  const { country } = workspace;
  const classified = classify(forwardTo, country);
  const refused =
    'e164' in classified ? notAllowed(classified, dialingOf(workspace), { country, numbers }) : classified;
  if (refused)
    log.warn('incoming.forward', { workspaceId: workspace.id, number: forwardTo, reason: 'not_allowed' });
  return refused || (await isOurs(env, forwardTo)) ? undefined : forwardTo;
};

const nextOf = (
  workspace: Workspace,
  { to, asksKey }: { readonly to: E164 | undefined; readonly asksKey: boolean },
  at: number,
): NextStep => {
  if (to === undefined) return { kind: 'voicemail' };
  const { ringSeconds, inboundPickUp } = dialingOf(workspace);
  return {
    kind: 'forward',
    to,
    asksKey,
    ringSeconds,
    isAnsweredFirst: inboundPickUp === 'ringback',
    budget: budgetOf(workspace, at),
  };
};

/** Undefined for a call to something that is not a telephone number. */
export const inboundOf = async (
  env: Env,
  known: Workspace,
  { callSid, accountSid, at, callerName, ...sent }: Arrived,
): Promise<Inbound | undefined> => {
  const to = E164.safeParse(sent.to).data;
  if (!to) return undefined;
  const { id: workspaceId } = known;
  const caller = callerOf(sent.from);
  // All reads run in parallel, because the caller hears nothing until they are answered. The workspace is read again,
  // so that an admin's change applies at once: a webhook's workspace may be half a minute old.
  const [callId, fresh, numbers, contact, account] = await Promise.all([
    inboundCallId(workspaceId, callSid),
    workspaceById(env, workspaceId),
    numbersOf(env, workspaceId),
    caller.from && contactByNumber(env, workspaceId, caller.from),
    accountOf(env, workspaceId),
  ]);
  const workspace = fresh ?? known;
  const number = numbers.find(({ e164 }) => e164 === to);
  const forwardTo = await forwardOf(env, workspace, numbers, number?.forwardTo);
  const dialing = dialingOf(workspace);
  const hours = hoursOf(workspace);
  const steps = stepsOf({
    mode: number?.mode ?? 'always_on',
    isOpen: isOpenAt(hours, at),
    canForward: forwardTo !== undefined,
  });
  const isAnnounced = steps.includes('message');
  return {
    isOffered: steps[0] === 'reps',
    isAnswered: number?.voice !== false,
    spec: {
      direction: 'inbound',
      callId,
      workspaceId,
      accountSid,
      webhookKey: workspace.webhookKey,
      room: newId(RoomName, 'room', randomBytes),
      to,
      ...caller,
      callerName,
      contact,
      customerSid: callSid,
      openedAt: at,
      ringSeconds: number?.ringSeconds ?? RING_SECONDS.usual,
      recordingNotice: dialing.recordCalls ? dialing.recordingNotice : undefined,
      wrapUpSeconds: dialing.wrapUpSeconds,
      limitSeconds: limitSecondsOf(account?.kind),
      next: nextOf(
        workspace,
        {
          to: steps.includes('forward') ? forwardTo : undefined,
          asksKey: number?.forwardAsksKey ?? false,
        },
        at,
      ),
      messageWords: isAnnounced
        ? number?.offHoursMessage || OFF_HOURS_MESSAGE
        : number?.greeting || messageWords(hours, caller.from !== undefined, at),
      isMessageTaken: !isAnnounced || number?.offHoursRecords !== false,
    },
  };
};
