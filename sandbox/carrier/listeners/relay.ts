import { type Call, isOver } from '../calls/call.ts';
import { createEars } from '../media/hear-words.ts';
import { FRAME_MS } from '../media/leg.ts';
import { createSoundQueue } from '../media/sound-queue.ts';
import { SPEECH_MS_PER_CHARACTER, speech } from '../media/speech.ts';
import { fetchSound } from '../playback/fetch-sound.ts';
import { looped } from '../playback/music.ts';
import { playDigits, playTo } from '../playback/play.ts';
import { interruptsOf } from '../twiml/read-attributes.ts';
import type { RelayNoun } from '../twiml/verbs.ts';
import type { Params } from '../webhooks/hooks.ts';
import { openAppSocket } from './app-socket.ts';
import type { ListenerNetwork } from './network.ts';
import { type RelayMessage, readRelayMessage } from './relay-messages.ts';

// Silence of this length ends an utterance of the caller.
const QUIET_MS = 700;

type Ended = { readonly status: 'ended' | 'completed' | 'failed'; readonly more: Params };

/** The whole words of a text that were heard in this many frames. */
const heardOf = (text: string, frames: number): string => {
  const letters = Math.floor((frames * FRAME_MS) / SPEECH_MS_PER_CHARACTER);
  return letters >= text.length ? text : text.slice(0, text.lastIndexOf(' ', letters)).trim();
};

/** A caller and an application exchange text until one of them ends it. Returns the parameters for the action. */
export const startRelay = async (
  network: ListenerNetwork,
  call: Call,
  noun: RelayNoun,
  signal: AbortSignal,
): Promise<Params> => {
  const sessionId = network.newSid('VX');
  const startedAt = network.time.clock.now();
  const { promise, resolve } = Promise.withResolvers<Ended>();
  const mouth = createSoundQueue();
  let language = noun.language;
  // The text that is being spoken, and what may interrupt it.
  let pending = '';
  let current: { readonly text: string; readonly interruptedBy: readonly string[] } | undefined;

  const speak = (text: string, interruptedBy: readonly string[]) => {
    const words = text.trim();
    if (words === '') return;
    const item = { text: words, interruptedBy };
    const sound = speech(words, language);
    mouth.add(
      () => {
        current = item;
        return sound();
      },
      (frames, isWhole) => {
        if (current === item) current = undefined;
        if (isWhole || frames === 0) return;
        socket.send({
          type: 'interrupt',
          utteranceUntilInterrupt: heardOf(words, frames),
          durationUntilInterruptMs: frames * FRAME_MS,
        });
      },
    );
  };
  const interrupt = (by: 'dtmf' | 'speech') => {
    if (current?.interruptedBy.includes(by)) mouth.clear();
  };

  const obey = async (message: RelayMessage): Promise<void> => {
    if (message.type === 'end')
      return resolve({
        status: 'ended',
        more: message.handoffData === undefined ? {} : { HandoffData: message.handoffData },
      });
    if (message.type === 'language') {
      language = message.transcriptionLanguage ?? message.ttsLanguage ?? language;
      return;
    }
    if (message.type === 'sendDigits')
      return playDigits(network, call, { verb: 'PlayDigits', digits: message.digits, loop: 1 }, signal);
    const interruptedBy = interruptsOf(message.interruptible, noun.interruptedBy);
    if (message.type === 'play') {
      const sound = await fetchSound(network, call, message.source);
      if (sound) mouth.add(looped(sound, message.loop));
      return;
    }
    if (message.preemptible) mouth.clear();
    pending += message.token;
    // Tokens arrive in pieces; only whole sentences are spoken.
    const cut = message.last
      ? pending.length
      : Math.max(...['. ', '! ', '? '].map(end => pending.lastIndexOf(end) + 1));
    if (cut <= 0) return;
    speak(pending.slice(0, cut), interruptedBy);
    pending = pending.slice(cut);
  };

  const socket = openAppSocket(network, noun.url, {
    opened() {
      socket.send({
        type: 'setup',
        sessionId,
        accountSid: network.account.sid,
        parentCallSid: call.parentSid ?? '',
        callSid: call.sid,
        from: call.from,
        to: call.to,
        forwardedFrom: '',
        callType: call.kind === 'client' ? 'CLIENT' : 'PSTN',
        callerName: '',
        direction: call.direction === 'inbound' ? 'inbound' : 'outbound',
        callStatus: call.status.toUpperCase(),
        customParameters: noun.custom,
      });
      if (noun.greeting) speak(noun.greeting, noun.greetingInterruptedBy);
    },
    message(text) {
      const message = readRelayMessage(text);
      if (message) network.guard.detach(obey(message));
      else {
        network.faults.note(
          { code: 64107, message: `Invalid message received: ${text.slice(0, 100)}` },
          call.sid,
        );
        socket.send({ type: 'error', description: `Invalid message received: ${text}` });
      }
    },
    closed(wasOpen) {
      const code = wasOpen ? 64105 : 64102;
      const message = wasOpen ? 'The WebSocket was closed' : `Unable to connect to ${noun.url}`;
      resolve({ status: 'failed', more: { ErrorCode: String(code), ErrorMessage: message } });
    },
  });

  const ears = createEars({
    quietMs: QUIET_MS,
    began: () => interrupt('speech'),
    said: ({ text, language: lang }) => socket.send({ type: 'prompt', voicePrompt: text, lang, last: true }),
  });
  const rest = call.media.tap({
    hear: said => ears.hear(said),
    digit(digit) {
      interrupt('dtmf');
      if (noun.hearsKeys) socket.send({ type: 'dtmf', digit });
    },
  });
  const gone = () => resolve({ status: 'completed', more: {} });
  signal.addEventListener('abort', gone);
  call.whenEnded.add(gone);
  if (signal.aborted || isOver(call)) gone();
  const ended = new AbortController();
  network.guard.detach(playTo(network, call, mouth.source, ended.signal));

  const { status, more } = await promise;
  if (status === 'failed')
    network.faults.note({ code: Number(more.ErrorCode), message: more.ErrorMessage ?? '' }, call.sid);
  ears.finish();
  rest();
  mouth.close();
  ended.abort();
  socket.close();
  signal.removeEventListener('abort', gone);
  call.whenEnded.delete(gone);
  const seconds = Math.round((network.time.clock.now() - startedAt) / 1000);
  return { SessionId: sessionId, SessionStatus: status, SessionDuration: String(seconds), ...more };
};
