import { type EndReason, LINE_TEST_TICKET } from '../../shared/calls/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { AudioStats, LineTest, LineTestObstacle } from '../messages.ts';
import { isLive } from './live.ts';
import type { PhoneContext } from './phone-context.ts';
import { SDK_TIMEOUT_MS } from './voice-device.ts';

// Long enough to hear the words, and usually for the carrier's first report of what it received.
const LISTEN_MS = 4_000;
const LOOK_EVERY_MS = 250;
/** Two seconds of sound, in packets of 20 ms. Fewer packets say little about packet loss. */
const ENOUGH_PACKETS = 100;

/** The test has all its results: sound in both directions, and the carrier's report. */
const isEnough = (audio: AudioStats | null): boolean =>
  audio !== null &&
  audio.packetsReceived >= ENOUGH_PACKETS &&
  audio.packetsSent >= ENOUGH_PACKETS &&
  audio.roundTripMs !== null;

/** A running test; a dial stops it. */
export type Testing = { readonly stop: () => Promise<void> };

const listen = (phone: PhoneContext): Promise<LineTest> =>
  new Promise(resolve => {
    const startedAt = phone.now();
    let upAt: number | null = null;
    let audio: AudioStats | null = null;
    let isOver = false;
    const { promise: gone, resolve: tellGone } = Promise.withResolvers<void>();
    const finish = (failure: EndReason | null): void => {
      isOver = true;
      clearTimeout(deadline);
      phone.testing = null;
      tellGone();
      resolve({ isUp: upAt !== null, failure, setUpMs: (upAt ?? phone.now()) - startedAt, audio });
    };
    const listenUntil = async (until: number): Promise<void> => {
      if (isOver) return;
      audio = (await leg.stats().catch(() => null)) ?? audio;
      if (isEnough(audio) || phone.now() >= until) leg.disconnect();
      else deadline = setTimeout(() => void listenUntil(until), LOOK_EVERY_MS);
    };
    const leg = phone.device.connect(LINE_TEST_TICKET, {
      onUp: () => {
        upAt = phone.now();
        clearTimeout(deadline);
        void listenUntil(phone.now() + LISTEN_MS);
      },
      onAudio: () => undefined,
      onLink: () => undefined,
      onGone: finish,
    });
    let deadline = setTimeout(() => leg.disconnect(), SDK_TIMEOUT_MS);
    phone.testing = {
      stop: () => {
        leg.disconnect();
        return gone;
      },
    };
  });

/** Makes a test call that rings no phone, through the device, the carrier and the Worker like any other call. */
export const lineTest = async (phone: PhoneContext): Promise<Result<LineTest, LineTestObstacle>> => {
  if (isLive(phone.store.get().call) || phone.testing) return err({ reason: 'in_call' });
  const access = await phone.microphone();
  if (access !== 'granted') return err({ reason: 'microphone', cause: access });
  const [fault] = await Promise.all([phone.device.openMicrophone(), phone.readyToken()]);
  if (fault) return err({ reason: 'microphone', cause: fault });
  // The rep may have dialled while the microphone was being opened.
  const isBusy = isLive(phone.store.get().call);
  if (!isBusy && phone.device.goodUntil() !== null) return ok(await listen(phone));
  if (!isBusy) phone.device.closeMicrophone();
  return err({ reason: isBusy ? 'in_call' : 'no_token' });
};
