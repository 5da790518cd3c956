import type {
  CallContact,
  CallView,
  DialIntent,
  DialRefusal,
  EndReason,
  rejoin,
} from '../shared/calls/contract.ts';
import type { hold } from '../shared/calls/screen-contract.ts';
import type { RefusalOf, RequestOf } from '../shared/endpoint.ts';
import type { CallId } from '../shared/ids.ts';
import type { AnswerRefusal } from '../shared/incoming/contract.ts';
import type { Result } from '../shared/result.ts';
import type { Obstacle } from './obstacle.ts';
import type { PhoneCall, PhoneState } from './phone-state.ts';

export type { Obstacle } from './obstacle.ts';
export type { Answering, AudioTrouble, EndedOffer, Mark, PhoneCall, PhoneState } from './phone-state.ts';

/** Puts the customer on hold, or takes them back. */
export type HoldAsk = RequestOf<typeof hold>;
export type RejoinRefusal = RefusalOf<typeof rejoin>;
export type AnswerOutcome = Result<null, AnswerRefusal | Obstacle>;
export type DialOutcome = Result<CallView, DialRefusal | Obstacle>;

/** `key` is the idempotency key, created at the gesture. With `confirm`, the panel is only prefilled. */
export type DialAsk = {
  readonly intent: DialIntent;
  readonly key: string;
  readonly confirm?: boolean;
};

/** Counted by the browser since the call connected. `out` is what the rep says, `in` what the rep hears. */
export type AudioStats = {
  readonly packetsSent: number;
  readonly packetsReceived: number;
  readonly packetsLost: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  /** Sum over time of squared amplitude (full scale = 1) times seconds, as WebRTC defines totalAudioEnergy. */
  readonly energyIn: number;
  readonly energyOut: number;
  readonly jitterMs: number;
  /** Null until the carrier has reported one. */
  readonly roundTripMs: number | null;
};

/** The result of a test call that rings no phone and plays a few words. */
export type LineTest = {
  /** The carrier accepted the call, and its request to the Worker was answered. */
  readonly isUp: boolean;
  /** Null if the test call ended normally. */
  readonly failure: EndReason | null;
  readonly setUpMs: number;
  readonly audio: AudioStats | null;
};

export type LineTestObstacle = Obstacle | { readonly reason: 'in_call' | 'no_token' };

/** A call that rings, in the words of its notification. */
export type RingingNotice = { readonly callId: CallId; readonly title: string; readonly text: string };

/** What the browser shows outside of Ringside's own screens. */
export type CallNews = { readonly call: PhoneCall | null; readonly ringing: readonly RingingNotice[] };

/** What the phone knows of itself, for the check-up. */
export type PhoneReport = Pick<PhoneState, 'duty' | 'skewMs' | 'status'> & {
  /** The line to the carrier. */
  readonly line: 'making' | 'up' | 'down';
  /** By how much the browser has delayed this document's timers lately, ms; 0 if it has not. */
  readonly heldBackMs: number;
  /** The refused number the panel shows, if the number itself was the reason. */
  readonly refused: string | null;
};

/** Every action that crosses contexts, by the context that does it. The message has the name of the action. */
export type Acts = {
  background: {
    /** From a page or a screen: opens the panel, keeps the phone alive and dials. */
    'calls.dial': { ask: DialAsk; answer: DialOutcome };
    /** From a page: looks up a number for the hover card. */
    'contacts.lookUp': { ask: { number: string }; answer: Result<CallContact | null, Obstacle> };
    /**
     * From a page: the country whose numbers the page should recognise, ISO 3166 alpha-2; null when signed out,
     * `no_dialer` for members who do not call, whose pages stay unchanged. The session itself stays here.
     */
    'workspace.country': { ask: Record<string, never>; answer: string | null };
    /** From the options page: another member, or nobody, is signed in now. */
    'team.sessionChanged': { ask: Record<string, never>; answer: null };
    /** From the phone: for how many ms nobody has used the computer, as far as is known; null while somebody does. */
    'presence.idleFor': { ask: Record<string, never>; answer: number | null };
    /** From a page: somebody uses it. */
    'presence.active': { ask: Record<string, never>; answer: null };
    /** From a screen: the phone document exists once this answers. */
    'presence.goOnDuty': { ask: Record<string, never>; answer: Result<null, Obstacle> };
    /** From the phone, at each phase and READ_OUTCOME_MS after the end: updates the badge and the notifications. */
    'calls.changed': { ask: CallNews; answer: null };
    /** From the phone: only a visible extension page can ask for the microphone. */
    'microphone.ask': { ask: Record<string, never>; answer: null };
  };
  phone: {
    /** A dial that has to wait for the microphone or the line says so at once and continues automatically. */
    'calls.dial': { ask: DialAsk; answer: DialOutcome };
    /** Returns to the room of a call from which this phone was disconnected. */
    'calls.rejoin': { ask: Record<string, never>; answer: Result<null, RejoinRefusal | Obstacle> };
    'calls.hangUp': { ask: Record<string, never>; answer: Result<null, Obstacle> };
    /** Takes a call that rings, before anybody else does. */
    'calls.answer': { ask: { callId: CallId }; answer: AnswerOutcome };
    /** Silences a call that rings, for this rep only. */
    'calls.decline': { ask: { callId: CallId }; answer: Result<null, Obstacle> };
    /** Silences a call that rings for everybody: the caller is asked for a message. */
    'calls.toVoicemail': { ask: { callId: CallId }; answer: Result<null, Obstacle> };
    'calls.mute': { ask: { on: boolean }; answer: Result<null, Obstacle> };
    /** Requests the hold over the phone's socket; false if the socket is down, and then nothing was requested. */
    'calls.hold': { ask: HoldAsk; answer: boolean };
    /** 0-9 * # in order. Refused while the customer is on hold: they would not hear them. */
    'calls.sendDigits': { ask: { digits: string }; answer: Result<null, Obstacle> };
    /** Clears a finished or refused call, or a prefilled number, so that screens are idle again. */
    'calls.dismiss': { ask: Record<string, never>; answer: null };
    /** The call as the phone shows it to its screens, for contexts that have no Port to the phone. */
    'calls.current': { ask: Record<string, never>; answer: Pick<PhoneState, 'call' | 'offers'> };
    'calls.audioStats': { ask: Record<string, never>; answer: Result<AudioStats, Obstacle> };
    /** Makes a test call that rings no phone, and returns its result. */
    'diagnostics.lineTest': { ask: Record<string, never>; answer: Result<LineTest, LineTestObstacle> };
    /** What the check-up asks of the phone; any answer at all shows that the phone exists. */
    'diagnostics.phone': { ask: Record<string, never>; answer: PhoneReport };
    /** From a screen: connects to the Worker anew. Answers once it is connected, or after a few seconds. */
    'presence.reconnect': { ask: Record<string, never>; answer: null };
    /** From the grant page: the microphone may be used now, so a dial that waited for it continues. */
    'microphone.granted': { ask: Record<string, never>; answer: null };
    /** From the background: whether the computer is in use has changed. */
    'presence.idle': { ask: { idleMs: number | null }; answer: null };
    /** From a page, by way of the background, or from a screen: somebody uses it. */
    'presence.active': { ask: Record<string, never>; answer: null };
    /** From the options page: the session changed. */
    'team.sessionChanged': { ask: Record<string, never>; answer: null };
  };
};

/** How long the outcome of a call stays readable. */
export const READ_OUTCOME_MS = 60_000;

/** The name of the Port, screen → phone. Each frame is the whole PhoneState; the first arrives at once. */
export const PHONE_PORT = 'phone';

/** The name of the Port, background → phone: open while there is a call. */
export const LIFE_PORT = 'phone.life';

type Context = keyof Acts;
type Ask<C extends Context, N extends keyof Acts[C]> = Acts[C][N] extends { ask: infer A } ? A : never;
type Answer<C extends Context, N extends keyof Acts[C]> = Acts[C][N] extends { answer: infer A } ? A : never;

export type Sender = chrome.runtime.MessageSender;
export type Handlers<C extends Context> = {
  readonly [N in keyof Acts[C]]: (data: Ask<C, N>, sender: Sender) => Answer<C, N> | Promise<Answer<C, N>>;
};

/** Asks another context to do something. Throws if no context answers: it is gone or too old. */
export const send = async <C extends Context, N extends keyof Acts[C] & string>(
  to: C,
  name: N,
  data: Ask<C, N>,
): Promise<Answer<C, N>> => {
  const answer: Answer<C, N> | undefined = await chrome.runtime.sendMessage({ to, name, data });
  if (answer === undefined) throw new Error(`Nobody answered ${name} in the ${to}.`);
  return answer;
};

/**
 * What a page may request. A page's message is hostile input: the gate returns the parsed message, an answer that
 * settles the message without any action, or undefined to ignore it.
 */
export type PageGate = (
  name: string,
  data: unknown,
  sender: Sender,
) => { readonly pass: unknown } | { readonly answer: unknown } | undefined;

const isMessage = (value: unknown): value is { to: unknown; name: string; data: unknown } =>
  typeof value === 'object' && value !== null && 'to' in value && 'name' in value && 'data' in value;

/** A message from a content script has the origin of its page; our own contexts have the extension's origin. */
const isOurs = (sender: Sender): boolean =>
  sender.id === chrome.runtime.id && (sender.origin === undefined || sender.origin === location.origin);

/**
 * The only listener of a context: an object of handlers, by message name. Runs the handler before it
 * returns, so that handlers that need the user's gesture still have it. Messages from a foreign origin are dropped,
 * unless a gate is given and lets them pass.
 */
export const on = <C extends Context>(context: C, handlers: Handlers<C>, fromPages?: PageGate): void => {
  const table = new Map<string, (data: unknown, sender: Sender) => unknown>(Object.entries(handlers));
  chrome.runtime.onMessage.addListener((message: unknown, sender, respond) => {
    if (!isMessage(message) || message.to !== context) return false;
    const handle = table.get(message.name);
    if (!handle) return false;
    let { data } = message;
    if (!isOurs(sender)) {
      const gated = fromPages?.(message.name, data, sender);
      if (!gated) return false;
      if ('answer' in gated) {
        respond(gated.answer);
        return false;
      }
      data = gated.pass;
    }
    const answer = handle(data, sender);
    if (!(answer instanceof Promise)) {
      respond(answer);
      return false;
    }
    answer.then(respond, (breakage: unknown) => {
      // The unanswered message throws in the sender; the error itself belongs in this context's console.
      respond(undefined);
      throw breakage;
    });
    return true;
  });
};
