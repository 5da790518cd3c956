import type { CallId, MemberId } from '../../shared/ids.ts';
import type { E164 } from '../../shared/numbers/contract.ts';
import type { DeviceFact } from '../../shared/presence/client-frames.ts';
import type { ClickAction } from '../../shared/workspace/click-action.ts';
import type { call } from '../api.ts';
import type { send } from '../messages.ts';
import type { Testing } from './line-test.ts';
import { isLive, type Live } from './live.ts';
import type { MicrophoneAccess } from './microphone-access.ts';
import type { OwedHangUps } from './owed-hang-ups.ts';
import type { PhoneStore } from './phone-store.ts';
import type { RepLeg, VoiceDevice } from './voice-device.ts';

/** What every action of the phone needs: its store, its device, the Worker and the other contexts. */
export type PhoneContext = {
  readonly store: PhoneStore;
  readonly device: VoiceDevice;
  /** Asks the Worker. */
  readonly ask: typeof call;
  /** Asks another context of the extension. */
  readonly send: typeof send;
  /** Reports to the Worker what only the device knows, over the socket, as soon as there is one. */
  readonly tell: (callId: CallId, fact: DeviceFact) => void;
  /** The same if the socket is up now; otherwise false, and nothing is reported later. */
  readonly tellNow: (callId: CallId, fact: DeviceFact) => boolean;
  /** Tells the Worker that this phone has a leg of the call, so its customer need not be put on hold. */
  readonly carries: (callId: CallId) => void;
  /** Tells the Worker that the rep is done with a call, as soon as there is a socket. */
  readonly wrapUpDone: (callId: CallId) => void;
  /** Resolves once there is a token good enough to connect with: usually at once. */
  readonly readyToken: () => Promise<void>;
  readonly microphone: () => Promise<MicrophoneAccess>;
  /** The member this phone belongs to; null while nobody is signed in. */
  readonly memberId: () => MemberId | null;
  /** What a click on a number in a page does, as set for the workspace. */
  readonly clickAction: () => ClickAction;
  /** The number picked to call from, if any. */
  readonly callFrom: () => E164 | undefined | Promise<E164 | undefined>;
  readonly owed: OwedHangUps;
  readonly now: () => number;
  /** The rep's own leg while there is one. */
  leg: RepLeg | null;
  /** A running test of the line, if any; a dial stops it first. */
  testing: Testing | null;
};

/** Whether this is still the rep's call: neither hung up nor over, and no later one in its place. */
export const isWanted = ({ store }: PhoneContext, intent: Live['intent']): boolean => {
  const { call } = store.get();
  return call?.intent === intent && isLive(call) && !call.hungUp;
};

let facts = 0;
/** Unique even across restarts of this document, because the time of the fact is part of the key. */
export const factKey = (kind: string, at: number): string => {
  facts += 1;
  return `${kind}:${at}:${facts}`;
};
