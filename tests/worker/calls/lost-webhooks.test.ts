/** Whatever happens to a call's webhooks, asking the carrier leads to the same row. */
import { env } from 'cloudflare:workers';
import { expect, test, vi } from 'vitest';
import { longer, runs } from '../../runs.ts';
import { ACall, later, recorded, rfc2822 } from '../a-call.ts';
import { created, FakeCarrier, finds } from '../fake-carrier.ts';
import { makeRep, type Rep, sid } from '../kit.ts';

const CALLS = runs(40);

const carrier = new FakeCarrier();

const seeded = (seed: number): (() => number) => {
  let state = seed * 2654435761 + 1;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
};

const TALK_SECONDS = 21;

/** The fate of each webhook, by seed: lost, or sent once or twice, in any order, some after the first question. */
const fates = <T>(webhooks: readonly T[], chance: number, random: () => number) => {
  const arriving = webhooks
    .filter(() => random() >= chance)
    .flatMap(send => (random() < 0.3 ? [send, send] : [send]))
    .map(send => ({ send, place: random(), isLate: random() < 0.3 }))
    .sort((one, other) => one.place - other.place);
  return {
    inTime: arriving.filter(({ isLate }) => !isLate).map(({ send }) => send),
    late: arriving.filter(({ isLate }) => isLate).map(({ send }) => send),
  };
};

/** One call whose webhooks are lost or sent as this seed says; its row, with times relative to the end. */
const rowAfter = async (rep: Rep, seed: number): Promise<string> => {
  const random = seeded(seed);
  const chance = random();
  const customer = sid('CA');
  carrier.onCreate = created(customer);
  const call = await ACall.dialled(rep);
  await call.connect();
  carrier.onFind = finds({ inside: { [call.repSid]: 'rep' } });
  const endedAt = Math.ceil(Date.now() / 1000) * 1000 + 50_000;
  const answeredAt = endedAt - TALK_SECONDS * 1000;
  let isOver = false;
  carrier.onCall = ({ path }) =>
    path.includes(customer) && isOver
      ? Response.json({
          sid: customer,
          status: 'completed',
          end_time: rfc2822(endedAt),
          duration: String(TALK_SECONDS),
        })
      : Response.json({ sid: path.includes(customer) ? customer : call.repSid, status: 'queued' });

  if (random() >= chance) await call.toRoom(call.participant('participant-join', call.repSid, 0));
  await later(call, 6_000);
  await vi.waitFor(() => expect(carrier.rung(call.room)).toHaveLength(1), { timeout: 15_000 });
  await recorded(call, { customerCallSid: customer as never });
  isOver = true;
  const { inTime, late } = fates(
    [
      () => call.toCustomer(call.customer('initiated', customer, 0)),
      () => call.toCustomer(call.customer('ringing', customer, 1)),
      () => call.toCustomer(call.customer('in-progress', customer, 2, answeredAt)),
      () => call.toCustomer(call.customer('completed', customer, 3, endedAt, { CallDuration: '21' })),
      () => call.toRoom(call.participant('participant-leave', customer, 4, endedAt)),
    ],
    chance,
    random,
  );
  for (const send of inTime) await send();
  await later(call, 46_000);
  for (const send of late) await send();
  await later(call, 46_000);
  await recorded(call, { phase: 'ended' });
  const view = await call.onRecord();
  vi.useRealTimers();
  return JSON.stringify({
    endReason: view.endReason,
    endedBy: view.endedBy,
    talkedMs: endedAt - (view.answeredAt ?? 0),
    late: (view.endedAt ?? 0) - endedAt,
    rung: carrier.rung(call.room).length,
  });
};

test(
  `of ${CALLS} calls whose webhooks were lost, late, doubled or out of order, each is on record once, as it was, after asking the carrier twice at most [F045.5]`,
  async () => {
    const rep = await makeRep();
    const rows = new Set<string>();
    for (let seed = 1; seed <= CALLS; seed += 1) rows.add(await rowAfter(rep, seed));
    expect([...rows].map(row => JSON.parse(row))).toEqual([
      { endReason: 'completed', endedBy: 'customer', talkedMs: TALK_SECONDS * 1000, late: 0, rung: 1 },
    ]);
    const { results } = await env.DB.prepare('SELECT id FROM call WHERE member_id = ?')
      .bind(rep.memberId)
      .all();
    expect(results).toHaveLength(CALLS);
  },
  longer(120_000),
);
