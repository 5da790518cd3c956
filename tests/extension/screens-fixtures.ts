import { signal } from '@preact/signals';
import { createAllowedSites } from '../../extension/allowed-sites/model.ts';
import { createPanel } from '../../extension/calls/panel/model.ts';
import type { Ports } from '../../extension/calls/panel/ports.ts';
import type { DialAsk, DialOutcome, HoldAsk, PhoneCall, PhoneState } from '../../extension/messages.ts';
import { CallContact, CallView } from '../../shared/calls/contract.ts';
import { capabilitiesOf } from '../../shared/capabilities.ts';
import { type E164, NumberView } from '../../shared/numbers/contract.ts';
import { err, ok } from '../../shared/result.ts';
import { Me } from '../../shared/team/contract.ts';

export const NOW = Date.UTC(2026, 10, 20, 15, 4, 0);

const id = (prefix: string, letter = 'a') => `${prefix}_${letter.repeat(26)}`;

export const maria = CallContact.parse({ id: id('cont'), name: 'Maria Alvarez', company: 'Northwind' });

export const dana = Me.parse({
  member: { id: id('mem'), name: 'Dana Reyes', email: 'dana@acme.test', role: 'agent' },
  workspace: {
    id: id('ws'),
    organizationId: id('org'),
    name: 'Acme Sales',
    country: 'US',
    clickAction: 'call',
    sites: [],
  },
  may: capabilitiesOf('agent', []),
});

export const newYork = NumberView.parse({
  id: id('num'),
  e164: '+16465550142',
  name: 'New York',
  areaCode: '646',
});

export const oakland = NumberView.parse({
  id: `num_${'b'.repeat(26)}`,
  e164: '+15105550143',
  name: 'Oakland',
  areaCode: '510',
});

export const aView = (change: Partial<CallView> = {}, letter = 'a'): CallView => ({
  ...CallView.parse({
    id: id('call', letter),
    memberId: id('mem'),
    direction: 'outbound',
    to: '+12125550100',
    from: '+16465550142',
    callerIdReason: 'first',
    contact: maria,
    phase: 'active',
    openedAt: NOW - 60_000,
    muted: false,
    onHold: false,
    linked: true,
    version: 1,
  }),
  ...change,
});

export const aCall = (phase: PhoneCall['phase'], change: Partial<PhoneCall> = {}): PhoneCall => ({
  intent: { number: '(212) 555-0100', source: 'page', at: NOW - 61_000 },
  view: aView({ phase }),
  phase,
  waitsFor: null,
  ending: false,
  away: null,
  linked: true,
  audio: null,
  muted: false,
  digits: '',
  marks: {},
  ...change,
});

export const aState = (call: PhoneCall | null = null, change: Partial<PhoneState> = {}): PhoneState => ({
  duty: 'ready',
  status: { picked: 'online', status: 'online', since: NOW },
  microphone: 'granted',
  call,
  offers: [],
  answering: null,
  endedOffer: null,
  prefill: null,
  skewMs: 0,
  inboxAt: 0,
  ...change,
});

/** A phone and a Worker that answer at once and record their requests. */
export const aDesk = (answers: Partial<Ports> = {}) => {
  const asked = {
    dials: [] as DialAsk[],
    picks: [] as (E164 | null)[],
    digits: [] as string[],
    active: 0,
    mutes: [] as boolean[],
    rejoins: 0,
    hangUps: 0,
    answers: [] as string[],
    declines: [] as string[],
    toVoicemail: [] as string[],
    stops: [] as string[],
    holds: [] as HoldAsk[],
    dismissals: 0,
    duty: 0,
    options: 0,
    microphone: 0,
    settings: 0,
    connections: 0,
  };
  const frames = signal<(state: PhoneState) => void>(() => {});
  const gone = signal<() => void>(() => {});
  let outcome: DialOutcome = ok(aView());
  const ports: Ports = {
    watchPhone: (onState, onGone) => {
      asked.connections += 1;
      frames.value = onState;
      gone.value = onGone;
      return () => {};
    },
    goOnDuty: async () => {
      asked.duty += 1;
      return ok(null);
    },
    dial: async ask => {
      asked.dials.push(ask);
      return outcome;
    },
    rejoin: async () => {
      asked.rejoins += 1;
      return ok(null);
    },
    hangUp: async () => {
      asked.hangUps += 1;
      return ok(null);
    },
    answer: async callId => {
      asked.answers.push(callId);
      return ok(null);
    },
    decline: async callId => {
      asked.declines.push(callId);
      return ok(null);
    },
    toVoicemail: async callId => {
      asked.toVoicemail.push(callId);
      return ok(null);
    },
    stopRecording: async callId => {
      asked.stops.push(callId);
      return ok({});
    },
    missed: async () => ok({ open: 0, unheard: 0 }),
    mute: async on => {
      asked.mutes.push(on);
      return ok(null);
    },
    holdNow: async wanted => {
      asked.holds.push(wanted);
      return true;
    },
    hold: async () => ok({ call: aView() }),
    sendDigits: async digits => {
      asked.digits.push(digits);
      return ok(null);
    },
    dismiss: async () => {
      asked.dismissals += 1;
    },
    me: async () => ok(dana),
    workspaces: async () => ok([]),
    switchTo: async () => ok(dana),
    lookUp: async number => ok({ contact: number.endsWith('2125550100') ? maria : null }),
    recents: async () => ok({ calls: [], more: false }),
    numbers: async () => ok([newYork, oakland]),
    callFrom: async () => asked.picks.at(-1) ?? undefined,
    storeCallFrom: async number => {
      asked.picks.push(number);
    },
    allowedSites: createAllowedSites({ read: async () => [], ask: async () => true }),
    sayActive: () => {
      asked.active += 1;
    },
    loadStatusPanel: async () => () => null,
    openOptions: () => {
      asked.options += 1;
    },
    openCheckUp: () => undefined,
    openMicrophone: () => {
      asked.microphone += 1;
    },
    openMicrophoneSettings: () => {
      asked.settings += 1;
    },
    now: () => NOW,
    newKey: () => 'key-0123456789',
    ...answers,
  };
  return {
    ports,
    asked,
    panel: createPanel(ports),
    show: (state: PhoneState) => frames.value(state),
    breakPort: () => gone.value(),
    refuseDials: (error: Extract<DialOutcome, { ok: false }>['error']) => {
      outcome = err(error);
    },
  };
};
