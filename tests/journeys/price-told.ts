import type { Ringside } from './harness.ts';
import { expect } from './harness.ts';

type House = Pick<Ringside, 'stack'>;

const owedFor = (of: string) => `outbox where json_extract(job, '$.of') = '${of}' and done_at is null`;

/** Holds the job that asks for a call's price until the journey runs it. */
export const holdPrice = async ({ stack }: House, of: string): Promise<void> => {
  await expect.poll(async () => (await stack.sql(`select 1 from ${owedFor(of)}`)).length).toBe(1);
  const inAnHour = Date.now() + 60 * 60_000;
  await stack.sql(`update outbox set due_at = ${inAnHour} where id in (select id from ${owedFor(of)})`);
};

/** Asks the carrier for the price at once, and again a moment later until it reports one. */
export const expectPrice = async ({ stack }: House, of: string, micros: number): Promise<void> => {
  const told = async () => {
    await stack.sql(`update outbox set due_at = 0 where id in (select id from ${owedFor(of)})`);
    stack.worker.minute();
    return stack.sql(`select micros, currency, is_complete from call_price where call_id = '${of}'`);
  };
  await expect.poll(told, { intervals: [1_500] }).toEqual([{ micros, currency: 'USD', is_complete: 1 }]);
};
