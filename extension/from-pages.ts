import * as z from 'zod';
import { DialIntent } from '../shared/calls/contract.ts';
import { IdempotencyKey } from '../shared/endpoint.ts';
import { err } from '../shared/result.ts';
import type { Acts, PageGate } from './messages.ts';
import { DIALS_PER_MINUTE, LOOK_UPS_PER_MINUTE } from './page-limits.ts';

const Asks = {
  'calls.dial': z.strictObject({
    intent: DialIntent.omit({ callFrom: true }).extend({ source: z.literal('page') }),
    key: IdempotencyKey,
    confirm: z.boolean().optional(),
  }),
  'contacts.lookUp': z.strictObject({ number: z.string().min(1).max(64) }),
  'workspace.country': z.strictObject({}),
  'presence.active': z.strictObject({}),
} as const;
type PageAct = keyof typeof Asks;

const isPageAct = (name: string): name is PageAct => Object.hasOwn(Asks, name);

const MINUTE_MS = 60_000;
const LIMITS: Record<PageAct, { readonly perMinute: number; readonly gapMs: number }> = {
  'calls.dial': { perMinute: DIALS_PER_MINUTE, gapMs: 2_000 },
  'contacts.lookUp': { perMinute: LOOK_UPS_PER_MINUTE, gapMs: 0 },
  'workspace.country': { perMinute: LOOK_UPS_PER_MINUTE, gapMs: 0 },
  // Each of its frames says so once.
  'presence.active': { perMinute: LOOK_UPS_PER_MINUTE, gapMs: 0 },
};

const TOO_FAST: { readonly [N in PageAct]: Acts['background'][N]['answer'] } = {
  'calls.dial': err({ reason: 'already_dialing' }),
  'contacts.lookUp': err({ reason: 'server', detail: 'This page asks for too many contacts at once.' }),
  'workspace.country': null,
  'presence.active': null,
};

/**
 * The only actions a page may request, parsed, and no faster than a person could. A different number clicked right
 * after the first is not dialled but kept for the keypad, where one more click calls it. The counts last as long as
 * this gate.
 */
export const pageGate = (now: () => number): PageGate => {
  const asked = new Map<string, number[]>();
  const lastNumber = new Map<number, string>();
  return (name, data, sender) => {
    const tabId = sender.tab?.id;
    if (!isPageAct(name) || tabId === undefined || sender.id !== chrome.runtime.id) return undefined;
    const parsed = Asks[name].safeParse(data);
    if (!parsed.success) return undefined;
    const key = `${tabId} ${name}`;
    const recent = (asked.get(key) ?? []).filter(at => now() - at < MINUTE_MS);
    const { perMinute, gapMs } = LIMITS[name];
    const isSoon = now() - (recent.at(-1) ?? Number.NEGATIVE_INFINITY) < gapMs;
    const wanted = 'intent' in parsed.data ? parsed.data.intent.number : undefined;
    // The same number again is a double click: it is not kept as another number.
    const isKept = isSoon && wanted !== undefined && wanted !== lastNumber.get(tabId);
    if (recent.length >= perMinute || (isSoon && !isKept)) return { answer: TOO_FAST[name] };
    asked.set(key, [...recent, now()]);
    if (wanted !== undefined) lastNumber.set(tabId, wanted);
    return { pass: isKept ? { ...parsed.data, confirm: true } : parsed.data };
  };
};
