import { type EndReason, LINE_TEST_TICKET } from '../../shared/calls/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { AudioStats, Hindrance } from '../messages.ts';
import { isLive } from './live.ts';
import { SDK_TIMEOUT_MS } from './phone.ts';
import type { Rig } from './rig.ts';

/** What came of a call to nobody, in which a few words are to be heard. */
export type LineTest = {
  /** The carrier took the call, and what it asked the Worker came back. */
  readonly isUp: boolean;
  /** Null where it ended in order. */
  readonly failure: EndReason | null;
  readonly setUpMs: number;
  readonly audio: AudioStats | null;
};

export type LineTestHindrance = Hindrance | { readonly reason: 'in_call' | 'no_token' };

// Long enough for the words to be heard, and for the carrier's first report of what it received.
const LISTEN_MS = 4_000;

/** A test that is under way, which a dial ends. */
export type Testing = { readonly stop: () => Promise<void> };

const listen = (rig: Rig): Promise<LineTest> =>
  new Promise(resolve => {
    const startedAt = rig.now();
    let upAt: number | null = null;
    let audio: AudioStats | null = null;
    const { promise: gone, resolve: tellGone } = Promise.withResolvers<void>();
    const finish = (failure: EndReason | null): void => {
      clearTimeout(deadline);
      rig.testing = null;
      tellGone();
      resolve({ isUp: upAt !== null, failure, setUpMs: (upAt ?? rig.now()) - startedAt, audio });
    };
    const end = async (): Promise<void> => {
      audio = await leg.stats().catch(() => null);
      leg.disconnect();
    };
    const leg = rig.device.connect(LINE_TEST_TICKET, {
      onUp: () => {
        upAt = rig.now();
        clearTimeout(deadline);
        deadline = setTimeout(() => void end(), LISTEN_MS);
      },
      onAudio: () => undefined,
      onLink: () => undefined,
      onGone: finish,
    });
    let deadline = setTimeout(() => leg.disconnect(), SDK_TIMEOUT_MS);
    rig.testing = {
      stop: () => {
        leg.disconnect();
        return gone;
      },
    };
  });

/** Calls nobody: through the device, the carrier and the Worker, the way every call takes. */
export const lineTest = async (rig: Rig): Promise<Result<LineTest, LineTestHindrance>> => {
  if (isLive(rig.store.get().call) || rig.testing) return err({ reason: 'in_call' });
  const access = await rig.microphone();
  if (access !== 'granted') return err({ reason: 'microphone', cause: access });
  const [fault] = await Promise.all([rig.device.openMicrophone(), rig.readyToken()]);
  if (fault) return err({ reason: 'microphone', cause: fault });
  // Somebody may have dialled while the microphone was opened.
  const isBusy = isLive(rig.store.get().call);
  if (!isBusy && rig.device.goodUntil() !== null) return ok(await listen(rig));
  if (!isBusy) rig.device.closeMicrophone();
  return err({ reason: isBusy ? 'in_call' : 'no_token' });
};
