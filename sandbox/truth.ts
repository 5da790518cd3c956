import type { Ledger } from './carrier/ledger/ledger.ts';

/** A call as an application has recorded it. Times are ms UTC; unknown values are left out. */
export type CallOnRecord = {
  /** CallSids of the legs that belong to it. */
  readonly legs: readonly string[];
  readonly answeredAt?: number | undefined;
  readonly endedAt?: number | undefined;
  readonly talkSeconds?: number | undefined;
};

/** How far two clocks may differ about the same moment. */
const TOLERANCE_MS = 2000;

/** Where an application's records differ from what happened on the network, as sentences; empty when both agree. */
export const differences = (ledger: Ledger, records: readonly CallOnRecord[]): string[] => {
  const found: string[] = [];
  const legs = new Map(ledger.legs.map(leg => [leg.sid, leg]));
  const claimed = new Set(records.flatMap(record => record.legs));
  for (const leg of ledger.legs)
    if (!claimed.has(leg.sid)) found.push(`${leg.sid} (${leg.to}) is not on record.`);
  for (const record of records) {
    const real = record.legs.flatMap(sid => legs.get(sid) ?? []);
    for (const sid of record.legs) if (!legs.has(sid)) found.push(`${sid} is on record but never existed.`);
    const customer = real.find(({ kind }) => kind === 'pstn');
    if (!customer) continue;
    const compare = (name: string, said: number | undefined, was: number | undefined) => {
      if (said === undefined && was === undefined) return;
      if (said === undefined || was === undefined || Math.abs(said - was) > TOLERANCE_MS)
        found.push(`${customer.sid} ${name}: on record ${said ?? 'never'}, actually ${was ?? 'never'}.`);
    };
    if ('answeredAt' in record) compare('answered', record.answeredAt, customer.answeredAt);
    if ('endedAt' in record) compare('ended', record.endedAt, customer.endedAt);
    if (record.talkSeconds !== undefined && Math.abs(record.talkSeconds - customer.seconds) > 2)
      found.push(
        `${customer.sid} talked: on record ${record.talkSeconds} s, actually ${customer.seconds} s.`,
      );
  }
  return found;
};
