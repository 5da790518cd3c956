import * as z from 'zod';
import { DialIntent } from '../shared/calls/contract.ts';
import { IdempotencyKey } from '../shared/endpoint.ts';
import { err } from '../shared/result.ts';
import type { Acts, PageGate } from './messages.ts';

const Asks = {
  'calls.dial': z.strictObject({
    intent: DialIntent.extend({ source: z.literal('page') }),
    key: IdempotencyKey,
    confirm: z.boolean().optional(),
  }),
  'contacts.lookUp': z.strictObject({ number: z.string().min(1).max(64) }),
  'workspace.country': z.strictObject({}),
} as const;
type PageAct = keyof typeof Asks;

const isPageAct = (name: string): name is PageAct => Object.hasOwn(Asks, name);

const MINUTE_MS = 60_000;
const LIMITS: Record<PageAct, { readonly perMinute: number; readonly gapMs: number }> = {
  'calls.dial': { perMinute: 20, gapMs: 2_000 },
  'contacts.lookUp': { perMinute: 120, gapMs: 0 },
  'workspace.country': { perMinute: 120, gapMs: 0 },
};

const TOO_FAST: { readonly [N in PageAct]: Acts['background'][N]['answer'] } = {
  'calls.dial': err({ reason: 'already_dialing' }),
  'contacts.lookUp': err({ reason: 'server', detail: 'This page asks for too many contacts at once.' }),
  'workspace.country': null,
};

/** The only acts a page may ask for, parsed, and no faster than a person asks. Counts live as long as this gate. */
export const pageGate = (now: () => number): PageGate => {
  const asked = new Map<string, number[]>();
  const tooFast = (name: PageAct, tabId: number): boolean => {
    const key = `${tabId} ${name}`;
    const recent = (asked.get(key) ?? []).filter(at => now() - at < MINUTE_MS);
    const last = recent.at(-1);
    const limit = LIMITS[name];
    if (recent.length >= limit.perMinute) return true;
    if (last !== undefined && now() - last < limit.gapMs) return true;
    asked.set(key, [...recent, now()]);
    return false;
  };
  return (name, data, sender) => {
    if (!isPageAct(name) || sender.tab?.id === undefined || sender.id !== chrome.runtime.id) return undefined;
    const parsed = Asks[name].safeParse(data);
    if (!parsed.success) return undefined;
    return tooFast(name, sender.tab.id) ? { answer: TOO_FAST[name] } : { pass: parsed.data };
  };
};
