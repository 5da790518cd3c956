import * as z from 'zod';
import type { Call } from '../calls/call.ts';
import { decodeMulaw, encodeMulaw } from '../media/codec.ts';
import { FRAME_MS, type Frame, SAMPLES_PER_FRAME } from '../media/leg.ts';
import { createSoundQueue, type SoundQueue } from '../media/sound-queue.ts';
import { clip } from '../media/tones.ts';
import { parseJson } from '../parse-json.ts';
import type { StreamNoun } from '../twiml/verbs.ts';
import { openAppSocket } from './app-socket.ts';
import { addFork, type Fork } from './forks.ts';
import type { ListenerNetwork } from './network.ts';

const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/);
/** What an application sends back (docs, voice/media-streams/websocket-messages). */
const FromApp = z.discriminatedUnion('event', [
  z.object({ event: z.literal('media'), media: z.object({ payload: base64 }) }),
  z.object({ event: z.literal('mark'), mark: z.object({ name: z.string() }) }),
  z.object({ event: z.literal('clear') }),
]);

export type StreamHow = Omit<StreamNoun, 'noun'>;

export type Stream = {
  readonly fork: Fork;
  /** The audio the application plays into the call; only for bidirectional streams. */
  readonly played: SoundQueue | undefined;
  /** Fulfilled when the application or the network ended the stream. */
  readonly over: Promise<void>;
};

/** Sends a call's audio to an application's socket in 20 ms frames; both ways where it is the call's only partner. */
export const startStream = (
  network: ListenerNetwork,
  call: Call,
  how: StreamHow,
  goesBothWays: boolean,
): Stream => {
  const sid = network.newSid('MZ');
  const startedAt = network.time.clock.now();
  const chunks = { inbound: 0, outbound: 0 };
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const played = goesBothWays ? createSoundQueue() : undefined;
  let sequence = 0;
  // Received bytes that do not fill a frame yet.
  let carry: Buffer = Buffer.alloc(0);

  const tell = (event: 'stream-started' | 'stream-stopped' | 'stream-error', error?: string) => {
    const { statusCallback } = how;
    if (!statusCallback) return;
    network.hooks.tell(sid, {
      kind: 'stream',
      event,
      leg: call.kind,
      method: statusCallback.method,
      url: statusCallback.url,
      params: {
        AccountSid: network.account.sid,
        CallSid: call.sid,
        StreamSid: sid,
        StreamName: how.name ?? sid,
        StreamEvent: event,
        ...(error === undefined ? {} : { StreamError: error }),
        Timestamp: new Date(network.time.clock.now()).toISOString(),
      },
    });
  };
  const say = (event: string, more: object) =>
    socket.send({ event, sequenceNumber: String(++sequence), ...more, streamSid: sid });
  const sendFrame = (track: 'inbound' | 'outbound', frame: Frame) =>
    say('media', {
      media: {
        track,
        chunk: String(++chunks[track]),
        timestamp: String((chunks[track] - 1) * FRAME_MS),
        payload: Buffer.from(encodeMulaw(frame).buffer).toString('base64'),
      },
    });

  let rest = () => {};
  const socket = openAppSocket(network, how.url, {
    opened() {
      if (fork.status === 'stopped') return socket.close();
      socket.send({ event: 'connected', protocol: 'Call', version: '1.0.0' });
      say('start', {
        start: {
          accountSid: network.account.sid,
          callSid: call.sid,
          streamSid: sid,
          tracks: how.tracks,
          mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
          customParameters: how.custom,
        },
      });
      tell('stream-started');
      rest = call.media.tap({
        hear(said, heard) {
          if (how.tracks.includes('inbound')) sendFrame('inbound', said);
          if (how.tracks.includes('outbound')) sendFrame('outbound', heard);
        },
        digit(digit) {
          say('dtmf', { dtmf: { track: 'inbound_track', digit } });
        },
      });
    },
    message(text) {
      const parsed = FromApp.safeParse(parseJson(text));
      if (!parsed.success || !played)
        return network.faults.note({ code: 31951, message: 'Stream: Protocol: Invalid message' }, call.sid);
      const message = parsed.data;
      if (message.event === 'clear') played.clear();
      else if (message.event === 'media') {
        const bytes = Buffer.concat([carry, Buffer.from(message.media.payload, 'base64')]);
        const whole = bytes.length - (bytes.length % SAMPLES_PER_FRAME);
        carry = bytes.subarray(whole);
        if (whole > 0) played.add(clip(decodeMulaw(bytes.subarray(0, whole))));
      } else {
        if (carry.length > 0) played.add(clip(decodeMulaw(carry)));
        carry = Buffer.alloc(0);
        played.add(
          () => undefined,
          () => say('mark', { mark: { name: message.mark.name } }),
        );
      }
    },
    closed(wasOpen) {
      if (!wasOpen) {
        network.faults.note(
          { code: 31920, message: `Stream: WebSocket handshake error: ${how.url}` },
          call.sid,
        );
        tell('stream-error', 'WebSocket handshake error');
      }
      fork.stop();
    },
  });

  const fork = addFork(network, call, {
    sid,
    kind: 'Stream',
    name: how.name,
    startedAt,
    end() {
      rest();
      say('stop', { stop: { accountSid: network.account.sid, callSid: call.sid } });
      socket.close();
      played?.close();
      tell('stream-stopped');
      resolve();
    },
  });
  return { fork, played, over };
};
