import { afterEach, describe, expect, test } from 'vitest';
import { ACCOUNT, OWNED, type Stand, startStand } from './engine-stand.ts';

const stands: Stand[] = [];
afterEach(async () => {
  for (const each of stands.splice(0)) await each.stop();
});
const stand = async (): Promise<Stand> => {
  const made = await startStand({ time: 'virtual' });
  made.application.twiml('/voice', '<Pause length="5"/>');
  stands.push(made);
  return made;
};

const LATVIA = '+37120123456';
const GERMANY = '+4930901820';

type Country = { iso_code: string; name: string; country_codes: string[]; low_risk_numbers_enabled: boolean };
type Page = { content: Country[]; meta: { key: string; next_page_url: string | null; page_size: number } };

const authorization = `Basic ${Buffer.from(`${ACCOUNT.sid}:${ACCOUNT.authToken}`).toString('base64')}`;
const ask = async <T>({ carrier }: Stand, path: string, form?: Record<string, string>) => {
  const response = await fetch(`${carrier.url}/v1/DialingPermissions${path}`, {
    method: form ? 'POST' : 'GET',
    headers: { authorization },
    body: form && new URLSearchParams(form),
  });
  return { status: response.status, body: (await response.json()) as T };
};
const enable = (on: Stand, iso_code: string) =>
  ask(on, '/BulkCountryUpdates', {
    UpdateRequest: JSON.stringify([{ iso_code, low_risk_numbers_enabled: 'true' }]),
  });

describe('the countries an account may call', () => {
  test('are listed page by page, and can be filtered', async () => {
    const on = await stand();
    const first = await ask<Page>(on, '/Countries?PageSize=100');
    expect(first.body.meta).toMatchObject({ key: 'content', page_size: 100 });
    const next = new URL(first.body.meta.next_page_url ?? '');
    expect(next.host).toBe('voice.twilio.com');
    const second = await ask<Page>(on, `/Countries${next.search}`);
    expect(second.body.content[0]?.iso_code).not.toBe(first.body.content[0]?.iso_code);
    const { body } = await ask<Country>(on, '/Countries/US');
    expect(body).toMatchObject({
      iso_code: 'US',
      name: 'United States/Canada',
      country_codes: ['+1'],
      low_risk_numbers_enabled: true,
      high_risk_tollfraud_numbers_enabled: false,
    });
    expect((await ask(on, '/Countries/CA')).status).toBe(404);
    const latvian = await ask<Page>(on, '/Countries?IsoCode=LV&LowRiskNumbersEnabled=false');
    expect(latvian.body.content.map(({ name }) => name)).toEqual(['Latvia']);
  });

  test('are the only ones it may call: any other is refused as 21215 until it is enabled', async () => {
    const on = await stand();
    const call = (to: string) => on.client.calls.create({ from: OWNED, to, url: on.hook('/voice') });
    const add = () => on.client.conferences('room').participants.create({ from: OWNED, to: LATVIA });
    await expect(call(LATVIA)).rejects.toMatchObject({ status: 400, code: 21215 });
    await expect(add()).rejects.toMatchObject({ code: 21215 });
    expect((await call(GERMANY)).status).toBe('queued');
    expect((await enable(on, 'LV')).status).toBe(201);
    expect((await call(LATVIA)).status).toBe('queued');
  });

  test('also apply to a document that dials: 13227', async () => {
    const on = await stand();
    on.application.twiml('/voice', `<Dial>${LATVIA}</Dial>`);
    await on.client.calls.create({ from: OWNED, to: GERMANY, url: on.hook('/voice') });
    await on.carrier.control.idle();
    expect(on.carrier.ledger().faults.map(({ code }) => code)).toContain(13227);
    expect(on.carrier.ledger().legs.filter(({ to }) => to === LATVIA)).toEqual([]);
  });
});
