import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { MediaLeg } from '../../sandbox/carrier/media/leg.ts';
import { createRoomAudio } from '../../sandbox/carrier/media/room-audio.ts';
import { startTicker } from '../../sandbox/carrier/media/ticker.ts';
import { type Source, steady } from '../../sandbox/carrier/media/tones.ts';
import type {
  ClientCall,
  Device,
  HangupError,
  SignallingHost,
  TokenFault,
} from '../../sandbox/carrier/signalling/host.ts';
import { err, ok } from '../../shared/result.ts';

export const newCallSid = (): string => `CA${randomBytes(16).toString('hex')}`;

/** A party whose voice is a source; the audio it hears is discarded. */
export const speaker = (source: Source): MediaLeg => ({
  push() {},
  pull: () => source(),
  onDigit: undefined,
  playDigit() {},
  close() {},
  flow: () => ({ heard: { packets: 0, energy: 0 }, said: { packets: 0, energy: 0 } }),
});

export type PlacedCall = { readonly sid: string; readonly call: ClientCall; readonly digits: string[] };

/** A host that puts every call in a room of its own with a steady tone, unless `answers` is false. */
export const createFakeHost = () => {
  const ticker = startTicker();
  const tokens = new Map<string, Device | TokenFault>();
  const placed: PlacedCall[] = [];
  const hungUp: string[] = [];
  const messageDigits: string[] = [];
  const behaviour: {
    answers: boolean;
    rejects: HangupError | undefined;
    /** As in the engine: the call has its SID by then, and the device does not know it yet. */
    refusesOnceNamed: HangupError | undefined;
  } = { answers: true, rejects: undefined, refusesOnceNamed: undefined };

  const host: SignallingHost = {
    authenticate(token) {
      const known = tokens.get(token) ?? 31204;
      return typeof known === 'number' ? err(known) : ok(known);
    },
    placed(call) {
      const sid = newCallSid();
      const digits: string[] = [];
      call.media.onDigit = digit => digits.push(digit);
      placed.push({ sid, call, digits });
      if (behaviour.rejects) {
        call.hangup(behaviour.rejects);
        return sid;
      }
      const refusal = behaviour.refusesOnceNamed;
      if (refusal) {
        queueMicrotask(() => call.hangup(refusal));
        return sid;
      }
      const room = createRoomAudio(ticker);
      room.join('device', call.media);
      room.join('other', speaker(steady(440, 600_000)));
      call.ringing(sid);
      if (behaviour.answers) call.answer();
      return sid;
    },
    deviceHungUp: callSid => void hungUp.push(callSid),
    deviceMessage: () => undefined,
    deviceDigits: (_callSid, digits) => void messageDigits.push(digits),
  };
  const device = (identity: string, ttl = 3600): Device => ({
    identity,
    accountSid: `AC${'0'.repeat(32)}`,
    applicationSid: `AP${'0'.repeat(32)}`,
    takesCalls: true,
    ttl,
  });
  return { host, tokens, placed, hungUp, messageDigits, behaviour, device, stop: () => ticker.stop() };
};
export type FakeHost = ReturnType<typeof createFakeHost>;

export const listening = async (server: Server): Promise<number> => {
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
};
