import { PRICING_MS } from '../account/rates.ts';
import type { HangupError } from '../signalling/host.ts';
import type { Params } from '../webhooks/hooks.ts';
import { type Call, type EndedBy, type FinalStatus, isOver, talkSeconds } from './call.ts';
import type { LifeNetwork } from './network.ts';
import { callParams, rfc2822 } from './params.ts';

type ProgressEvent = 'initiated' | 'ringing' | 'answered' | 'completed';

const finalParams = (call: Call): Params => ({
  CallDuration: String(talkSeconds(call)),
  Duration: String(Math.ceil(talkSeconds(call) / 60)),
  ...(call.sipCode === undefined ? {} : { SipResponseCode: String(call.sipCode) }),
});

/** Sends a status callback if the application subscribed to the event; by default only to `completed`. */
const tell = (network: LifeNetwork, call: Call, event: ProgressEvent): void => {
  const callback = call.callback;
  if (!callback) return;
  const wanted = callback.events.length === 0 ? ['completed'] : callback.events;
  if (!wanted.includes(event)) return;
  network.hooks.tell(call.sid, {
    kind: 'call',
    event,
    leg: call.kind,
    method: callback.method,
    url: callback.url,
    params: {
      ...callParams(network.account, call),
      ...(event === 'initiated' ? { CallStatus: 'initiated' } : {}),
      ...(event === 'completed' ? finalParams(call) : {}),
      Timestamp: rfc2822(network.time.clock.now()),
      CallbackSource: 'call-progress-events',
      SequenceNumber: String(call.sequence++),
    },
  });
};

const touch = (network: LifeNetwork, call: Call): number => {
  call.updatedAt = network.time.clock.now();
  return call.updatedAt;
};

/** The network starts dialling. */
export const initiate = (network: LifeNetwork, call: Call): void => {
  touch(network, call);
  tell(network, call, 'initiated');
};

export const ring = (network: LifeNetwork, call: Call): void => {
  if (call.status !== 'queued') return;
  call.ringingAt = touch(network, call);
  call.status = 'ringing';
  call.farEnd.ringing(call.sid);
  tell(network, call, 'ringing');
  for (const act of [...call.whenRinging]) act();
};

export const answer = (network: LifeNetwork, call: Call): void => {
  if (call.status !== 'queued' && call.status !== 'ringing') return;
  call.answeredAt = touch(network, call);
  call.status = 'in-progress';
  call.farEnd.answered();
  tell(network, call, 'answered');
  for (const act of [...call.whenAnswered]) act();
};

export type CallEnd = {
  readonly status: FinalStatus;
  readonly by: EndedBy;
  readonly sipCode?: number;
  /** The error a device gets. */
  readonly error?: HangupError;
};

/** Ends a call and everything that depends on it. Has no effect on a call that is over. */
export const endCall = (network: LifeNetwork, call: Call, end: CallEnd): void => {
  if (isOver(call)) return;
  call.endedAt = touch(network, call);
  call.status = end.status;
  call.sipCode = end.sipCode ?? (end.status === 'completed' ? 200 : undefined);
  call.endedBy = end.by;
  for (const act of [...call.whenEnded]) act();
  call.document?.abort();
  call.farEnd.hungUp(end.error);
  tell(network, call, 'completed');
  network.time.timers.afterProcessing(PRICING_MS, () => {
    call.isPriced = true;
  });
  network.log(`${call.sid} ${call.kind} ${call.to || call.from}: ${call.status}`);
};

/** Ends a call from outside; an unanswered call is cancelled. */
export const hangUp = (network: LifeNetwork, call: Call, by: EndedBy): void =>
  call.answeredAt === undefined
    ? endCall(network, call, { status: 'canceled', by, sipCode: 487 })
    : endCall(network, call, { status: 'completed', by });
