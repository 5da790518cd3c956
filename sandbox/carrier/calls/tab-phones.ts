import type { Flow, MediaLeg } from '../media/leg.ts';
import { ringback, type Source } from '../media/tones.ts';
import type { WebRtcLeg } from '../media/webrtc-leg.ts';
import { type Call, isOver } from './call.ts';
import { answer, endCall, hangUp } from './life.ts';
import type { LifeNetwork } from './network.ts';

type PhoneNetwork = LifeNetwork & { readonly phones: Phones };

/** A telephone in a browser tab: its number, its microphone and its loudspeaker. */
export type TabPhone = {
  readonly tab: string;
  readonly number: string;
  readonly line: WebRtcLeg;
  call: Call | undefined;
  /** The tab's most recent request, ms UTC. */
  seenAt: number;
};

/** By tab: telephones that are browser tabs. */
export type Phones = Map<string, TabPhone>;

// A tab that has sent nothing for this long is considered closed.
const GONE_AFTER_MS = 10_000;

const less = (now: Flow, before: Flow): Flow => ({
  packets: now.packets - before.packets,
  energy: now.energy - before.energy,
});

/** One call's use of a tab's line; the line outlives the call. */
export type TabLeg = MediaLeg & { startRinging(): void; answer(): void };

const createTabLeg = (line: WebRtcLeg): TabLeg => {
  const before = line.flow();
  let ringing: Source | undefined;
  let isOpen = false;
  const leg: TabLeg = {
    onDigit: undefined,
    startRinging() {
      ringing = ringback();
    },
    answer() {
      ringing = undefined;
      isOpen = true;
      line.onDigit = digit => leg.onDigit?.(digit);
    },
    push(frame) {
      if (isOpen) line.push(frame);
    },
    pull: () => (isOpen ? line.pull() : ringing?.()),
    playDigit(digit) {
      if (isOpen) line.playDigit(digit);
    },
    close() {
      isOpen = false;
      ringing = undefined;
      line.onDigit = undefined;
    },
    flow: () => ({ heard: less(line.flow().heard, before.heard), said: less(line.flow().said, before.said) }),
  };
  return leg;
};

/** The telephone at a number, if that is a tab without a call. */
export const freePhone = (network: PhoneNetwork, number: string): TabPhone | undefined =>
  [...network.phones.values()].find(phone => phone.number === number && !hasCall(phone));

export const isPhone = (network: PhoneNetwork, number: string): boolean =>
  [...network.phones.values()].some(phone => phone.number === number);

export const hasCall = ({ call }: TabPhone): boolean => call !== undefined && !isOver(call);

/** The audio of a call to or from a tab. */
export const tabLegOf = ({ line }: TabPhone): TabLeg => createTabLeg(line);

/** Makes a tab the telephone at a number; its previous telephone is closed. */
export const openPhone = (network: PhoneNetwork, tab: string, number: string, line: WebRtcLeg): void => {
  closePhone(network, tab);
  const phone: TabPhone = { tab, number, line, call: undefined, seenAt: network.time.clock.now() };
  network.phones.set(tab, phone);
  const look = () => {
    if (network.phones.get(tab) !== phone) return;
    if (network.time.clock.now() - phone.seenAt > GONE_AFTER_MS) closePhone(network, tab);
    else network.time.timers.after(GONE_AFTER_MS / 2, look);
  };
  look();
};

export const closePhone = (network: PhoneNetwork, tab: string): void => {
  const phone = network.phones.get(tab);
  if (!phone) return;
  network.phones.delete(tab);
  if (phone.call) hangUp(network, phone.call, 'party');
  phone.line.close();
};

/** The person at a tab picks up, declines or hangs up. False when there is no matching call. */
export const actOnPhone = (
  network: PhoneNetwork,
  tab: string,
  act: 'answer' | 'decline' | 'hang-up',
): boolean => {
  const call = network.phones.get(tab)?.call;
  if (!call || isOver(call)) return false;
  const isTheirs = call.direction !== 'inbound';
  if (act === 'answer') {
    if (!isTheirs || call.status !== 'ringing') return false;
    answer(network, call);
  } else if (act === 'decline') endCall(network, call, { status: 'busy', by: 'party', sipCode: 603 });
  else hangUp(network, call, 'party');
  return true;
};
