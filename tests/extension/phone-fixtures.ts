import { askOrOffline } from '../../extension/calls/ask-or-offline.ts';
import type { LineState } from '../../extension/calls/line.ts';
import type { MicrophoneAccess } from '../../extension/calls/microphone-access.ts';
import { owedHangUps } from '../../extension/calls/owed-hang-ups.ts';
import type { PhoneContext } from '../../extension/calls/phone-context.ts';
import { phoneStore } from '../../extension/calls/phone-store.ts';
import type { LegEvents, MicrophoneFault, VoiceDevice } from '../../extension/calls/voice-device.ts';
import type { CallOptions, Reply } from '../../extension/http.ts';
import type { DialAsk, PhoneState } from '../../extension/messages.ts';
import { CallView, type Phase } from '../../shared/calls/contract.ts';
import type { Endpoint, RequestOf } from '../../shared/endpoint.ts';
import { MemberId } from '../../shared/ids.ts';
import type { E164 } from '../../shared/numbers/contract.ts';
import { err, ok } from '../../shared/result.ts';

const A26 = '0123456789abcdefghjkmnpqrs';
export const MEMBER = MemberId.parse(`mem_${A26}`);
export const OTHER_MEMBER = MemberId.parse(`mem_${'1'.repeat(26)}`);
const OPENED_AT = 1_700_000_000_000;

/** The times without which the Worker sends no such phase. */
const TIMES: Partial<Record<Phase, object>> = {
  ringing: { ringingAt: OPENED_AT },
  active: { answeredAt: OPENED_AT },
  ended: { endedAt: OPENED_AT },
  failed: { endedAt: OPENED_AT },
};

export const aView = (
  change: Partial<Record<Exclude<keyof CallView, 'phase'>, unknown>> & { phase?: Phase } = {},
): CallView =>
  CallView.parse({
    id: `call_${A26}`,
    memberId: `mem_${A26}`,
    direction: 'outbound',
    to: '+12125550100',
    from: '+14155550101',
    callerIdReason: 'first',
    contact: { id: `cont_${A26}`, name: 'Dana Fox', company: null },
    phase: 'connecting',
    openedAt: OPENED_AT,
    muted: false,
    onHold: false,
    linked: true,
    version: 1,
    ...(change.phase && TIMES[change.phase]),
    ...change,
  });

/** A call from +14155550106 to our +12125550200, which rings. */
export const anInbound = (change: Parameters<typeof aView>[0] = {}): CallView =>
  aView({
    direction: 'inbound',
    memberId: undefined,
    callerIdReason: undefined,
    contact: undefined,
    from: '+14155550106',
    to: '+12125550200',
    phase: 'ringing',
    ...change,
  });

let keys = 0;
export const anAsk = (change: Partial<DialAsk> = {}): DialAsk => {
  keys += 1;
  return {
    intent: { number: '(212) 555-0100', source: 'page', at: 1_699_999_999_990 },
    key: `gesture-${keys}`,
    ...change,
  };
};

/** Storage that outlives a phone. */
export const aShelf = (stored: string | null = null) => {
  const shelf = {
    stored,
    read: async () => shelf.stored,
    write: async (text: string | null) => {
      shelf.stored = text;
    },
  };
  return shelf;
};

/** A phone whose Worker and device do what the test says, and which records its requests. */
export type Bench = PhoneContext & {
  readonly asked: { name: string; request: unknown; key: string | undefined }[];
  readonly sent: string[];
  readonly told: string[];
  readonly connected: { ticket: string; events: LegEvents; disconnected: boolean; muted: boolean }[];
  /** The number picked to call from. */
  picked: E164 | undefined;
  access: MicrophoneAccess;
  fault: MicrophoneFault | null;
  microphoneOpen: boolean;
  line: LineState;
  /** Settles when the line has reached its state. */
  lineBack: Promise<void>;
  /** How often the line was reconnected. */
  reopened: number;
  /** The storage that outlives this phone. */
  readonly shelf: ReturnType<typeof aShelf>;
  /** The Worker's answers, by the endpoint's name; the last one is repeated. */
  readonly answers: Map<string, (() => unknown)[]>;
  readonly seen: () => PhoneState;
};

export const aBench = (stored: string | null = null): Bench => {
  const now = () => Date.now();
  const answers = new Map<string, (() => unknown)[]>([
    ['calls.dial', [() => ok({ call: aView(), ticket: 'ticket-1' })]],
    ['calls.hangUp', [() => ok({ call: aView({ phase: 'ended', endReason: 'canceled', version: 5 }) })]],
  ]);
  const device: VoiceDevice = {
    prepare: () => {},
    goodUntil: () => now() + 3_600_000,
    line: () => bench.line,
    reopen: () => {
      bench.reopened += 1;
    },
    whenUp: async () => {
      await bench.lineBack;
      return bench.line === 'up';
    },
    openMicrophone: async () => {
      bench.microphoneOpen = bench.fault === null;
      return bench.fault;
    },
    closeMicrophone: () => {
      bench.microphoneOpen = false;
    },
    connect: (ticket, events) => {
      const made = { ticket, events, disconnected: false, muted: false };
      bench.connected.push(made);
      return {
        callSid: () => null,
        mute: on => {
          made.muted = on;
        },
        silence: () => {
          made.muted = true;
        },
        sendDigits: () => true,
        disconnect: () => {
          if (made.disconnected) return;
          made.disconnected = true;
          events.onGone(null);
        },
        stats: async () => null,
      };
    },
    release: () => {},
  };
  const store = phoneStore(now);
  const shelf = aShelf(stored);
  const bench: Bench = {
    store,
    device,
    ask: askOrOffline(
      async <E extends Endpoint>(endpoint: E, request: RequestOf<E>, options?: CallOptions) => {
        bench.asked.push({ name: endpoint.name, request, key: options?.idempotencyKey });
        const queue = answers.get(endpoint.name) ?? [];
        const answer = queue.length > 1 ? queue.shift() : queue[0];
        const given = answer ? await answer() : err({ reason: 'offline' });
        return given as Reply<E>;
      },
    ),
    send: async (to, name) => {
      bench.sent.push(`${to} ${name}`);
      return null as never;
    },
    clickAction: () => 'call',
    memberId: () => MEMBER,
    carries: callId => bench.told.push(`carries ${callId}`),
    wrapUpDone: callId => bench.told.push(`done ${callId}`),
    tell: (_, fact) => bench.told.push(fact.kind),
    tellNow: (_, fact) => bench.told.push(fact.kind) > 0,
    readyToken: async () => {},
    callFrom: () => bench.picked,
    microphone: async () => bench.access,
    owed: owedHangUps(shelf, now),
    now,
    leg: null,
    picked: undefined,
    testing: null,
    asked: [],
    sent: [],
    told: [],
    connected: [],
    access: 'granted',
    fault: null,
    microphoneOpen: false,
    line: 'up',
    lineBack: Promise.resolve(),
    reopened: 0,
    shelf,
    answers,
    seen: () => store.state(),
  };
  return bench;
};
