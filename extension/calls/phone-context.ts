import type { CallId } from '../../shared/ids.ts';
import type { E164 } from '../../shared/numbers/contract.ts';
import type { DeviceFact } from '../../shared/presence/contract.ts';
import type { ClickAction } from '../../shared/workspace/click-action.ts';
import type { call } from '../api.ts';
import type { send } from '../messages.ts';
import type { Testing } from './line-test.ts';
import type { MicrophoneAccess } from './microphone-access.ts';
import type { OwedHangUps } from './owed-hang-ups.ts';
import type { Phone, RepLeg } from './phone.ts';
import type { PhoneStore } from './phone-store.ts';

/** What every act of the phone works with: its store, its device, and who it asks. */
export type PhoneContext = {
  readonly store: PhoneStore;
  readonly device: Phone;
  /** Asks the Worker. */
  readonly ask: typeof call;
  /** Asks another context of the extension. */
  readonly send: typeof send;
  /** Tells the Worker what only the device knows, over the socket, as soon as there is one. */
  readonly tell: (callId: CallId, fact: DeviceFact) => void;
  /** Tells the Worker that this phone has a leg of the call: its customer need not be held. */
  readonly carries: (callId: CallId) => void;
  /** A token that will do for a connect now: at once when there is one, which is the rule. */
  readonly readyToken: () => Promise<void>;
  readonly microphone: () => Promise<MicrophoneAccess>;
  /** What the workspace wants a press on a number in a page to do. */
  readonly clickAction: () => ClickAction;
  /** The number picked to call from, if any. */
  readonly callFrom: () => E164 | undefined | Promise<E164 | undefined>;
  readonly owed: OwedHangUps;
  readonly now: () => number;
  /** The rep's own leg while there is one. */
  leg: RepLeg | null;
  /** A test of the line while there is one: a dial ends it first. */
  testing: Testing | null;
};

let facts = 0;
/** Unique within this document's life and beyond: the fact's moment is part of it. */
export const factKey = (kind: string, at: number): string => {
  facts += 1;
  return `${kind}:${at}:${facts}`;
};
