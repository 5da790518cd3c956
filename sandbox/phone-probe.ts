// Watches the phone from one of the extension's own pages, through the same Port that the panel uses.
import type { Page } from 'playwright';
import * as z from 'zod';
import { CallView, Phase } from '../shared/calls/contract.ts';
import { CallId } from '../shared/ids.ts';
import { Offer } from '../shared/incoming/contract.ts';

const PhoneCall = z.object({
  view: CallView.nullable(),
  phase: Phase,
  refused: z.object({ reason: z.string() }).loose().optional(),
  waitsFor: z.string().nullable(),
  ending: z.boolean(),
  away: z.string().nullable(),
  linked: z.boolean(),
  muted: z.boolean(),
  digits: z.string(),
  marks: z.record(z.string(), z.number()),
});
const PhoneState = z.object({
  duty: z.string(),
  status: z.object({ status: z.string() }).nullable(),
  microphone: z.string(),
  call: PhoneCall.nullable(),
  offers: z.array(Offer),
  answering: z.object({ callId: CallId, waitsFor: z.string().nullable() }).nullable(),
});
export type PhoneState = z.infer<typeof PhoneState>;

const AudioStats = z.object({
  packetsSent: z.number(),
  packetsReceived: z.number(),
  energyIn: z.number(),
  energyOut: z.number(),
});
export type AudioStats = z.infer<typeof AudioStats>;

export type PhoneProbe = {
  state(): Promise<PhoneState | null>;
  /** Waits for a state; when it does not come, the error contains the last state. */
  until(what: string, is: (state: PhoneState) => boolean, timeoutMs?: number): Promise<PhoneState>;
  /** Sends the phone a request, as the panel would. */
  ask(name: string, data?: Readonly<Record<string, unknown>>): Promise<unknown>;
  audio(): Promise<AudioStats>;
  /** When the browser's side panel was opened, in milliseconds UTC. */
  panelOpened(): Promise<number>;
};

const LISTEN = `(() => {
  const listen = () => {
    const port = chrome.runtime.connect({ name: 'phone' });
    port.onMessage.addListener(state => {
      globalThis.phoneState = state;
      globalThis.phoneStates += 1;
      globalThis.dispatchEvent(new Event('phoneState'));
    });
    port.onDisconnect.addListener(() => setTimeout(listen, 100));
  };
  if (globalThis.phoneStates === undefined) { globalThis.phoneStates = 0; listen(); }
})()`;

// Looking again every few milliseconds would cost more processor time than many a call.
const nextState = (seen: number, timeoutMs: number) => `new Promise(done => {
  const tell = () => done({ seen: globalThis.phoneStates, frame: globalThis.phoneState ?? null });
  if (globalThis.phoneStates > ${seen}) return tell();
  globalThis.addEventListener('phoneState', tell, { once: true });
  setTimeout(tell, ${timeoutMs});
})`;
const NextState = z.object({ seen: z.number(), frame: PhoneState.nullable() });

const PANEL_OPENED = `(async () => {
  for (;;) {
    const panels = await chrome.runtime.getContexts({ contextTypes: ['SIDE_PANEL'] });
    if (panels.length) return Date.now();
    await new Promise(next => setTimeout(next, 5));
  }
})()`;

/** `page` is any of the extension's own pages. */
export const probePhone = async (page: Page): Promise<PhoneProbe> => {
  await page.evaluate(LISTEN);
  const state = async () => {
    const frame: unknown = await page.evaluate('globalThis.phoneState ?? null');
    return frame === null ? null : PhoneState.parse(frame);
  };
  const ask = (name: string, data: Readonly<Record<string, unknown>> = {}): Promise<unknown> =>
    page.evaluate(`chrome.runtime.sendMessage(${JSON.stringify({ to: 'phone', name, data })})`);
  return {
    state,
    ask,
    until: async (what, is, timeoutMs = 20_000) => {
      const deadline = Date.now() + timeoutMs;
      for (let last = 0; ; ) {
        const leftMs = Math.max(0, deadline - Date.now());
        const { seen, frame } = NextState.parse(await page.evaluate(nextState(last, leftMs)));
        if (frame && is(frame)) return frame;
        if (Date.now() >= deadline) {
          throw new Error(`The phone was not ${what} within ${timeoutMs} ms: ${JSON.stringify(frame)}`);
        }
        last = seen;
      }
    },
    audio: async () => {
      const answer = await ask('calls.audioStats');
      const { value } = z.object({ ok: z.literal(true), value: AudioStats }).parse(answer);
      return value;
    },
    panelOpened: async () => z.number().parse(await page.evaluate(PANEL_OPENED)),
  };
};
