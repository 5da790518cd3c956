import { afterEach, expect, test } from 'vitest';
import { differences } from '../../sandbox/truth.ts';
import { HUMAN, SILENT } from './engine-scene.ts';
import { ACCOUNT, OWNED, type Stand, startStand } from './engine-stand.ts';

const stands: Stand[] = [];
afterEach(async () => {
  for (const each of stands.splice(0)) await each.stop();
});
const stand = async () => {
  const made = await startStand({ time: 'virtual', ringScale: 1, processingScale: 1 });
  stands.push(made);
  return made;
};

test('every service has its price: talk, a recording, answer detection, a transcription', async () => {
  const on = await stand();
  on.application.twiml(
    '/voice',
    '<Start><Transcription/></Start><Start><Recording trim="do-not-trim"/></Start><Pause length="61"/><Hangup/>',
  );
  const made = await on.client.calls.create({
    to: SILENT,
    from: OWNED,
    url: on.hook('/voice'),
    machineDetection: 'Enable',
  });
  await on.ended(made.sid);
  const ledger = on.carrier.ledger();
  // AMD takes 5 s of silence, so that 66 s are two minutes of talk.
  expect(ledger.legs[0]?.costMicros).toBe(2 * 14_000 + 7500 + 2 * 27_000);
  expect(ledger.recordings[0]).toMatchObject({ seconds: 61, costMicros: 2 * 2500 });
  expect(ledger.costMicros).toBe(28_000 + 7500 + 54_000 + 5000);
  await on.carrier.control.idle();
  expect((await on.client.calls(made.sid).fetch()).price).toBe('-0.08950');
  expect((await on.client.balance.fetch()).balance).toBe('99.9055');
});

test('a recording is available seconds after its end, a transcript later, and a price after a minute', async () => {
  const on = await stand();
  on.application.twiml(
    '/voice',
    '<Start><Recording trim="do-not-trim" recordingStatusCallback="/told"/></Start><Pause length="30"/><Hangup/>',
  );
  const seen: unknown[] = [];
  const look = async () => {
    const [recording] = await on.client.recordings.list();
    const [call] = await on.client.calls.list();
    const media = await fetch(`${on.carrier.url}${recording?.mediaUrl}`, {
      headers: { authorization: `Basic ${btoa(`${ACCOUNT.sid}:${ACCOUNT.authToken}`)}` },
    });
    seen.push([recording?.status, recording?.duration, media.status, recording?.price, call?.price]);
    return { status: 204 };
  };
  on.application.answers.set('/status', look);
  on.application.answers.set('/told', look);
  await on.client.calls.create({
    to: SILENT,
    from: OWNED,
    url: on.hook('/voice'),
    statusCallback: on.hook('/status'),
  });
  await on.carrier.control.idle();
  await look();
  expect(seen).toEqual([
    ['processing', null, 404, null, null],
    ['completed', '30', 200, null, null],
    ['completed', '30', 200, '-0.00250', '-0.01400'],
  ]);
  const at = (path: string) => on.carrier.ledger().webhooks.find(({ url }) => url === on.hook(path))?.at ?? 0;
  expect(at('/told') - at('/status')).toBe(3600);
});

test('after a message come first the action, then the recording’s report, then the transcript', async () => {
  const on = await stand();
  on.application.twiml(
    '/voice',
    '<Record timeout="1" playBeep="false" action="/after" recordingStatusCallback="/told" transcribeCallback="/written"/>',
  );
  on.application.twiml('/after', '<Hangup/>');
  await on.client.calls.create({ to: HUMAN, from: OWNED, url: on.hook('/voice') });
  await on.carrier.control.idle();
  const paths = on.application.received.map(({ path }) => path);
  expect(paths.slice(-3)).toEqual(['/after', '/told', '/written']);
});

test('a conference is billed for each participant', async () => {
  const on = await stand();
  for (const label of ['one', 'two'])
    await on.client
      .conferences('room')
      .participants.create({ from: OWNED, to: SILENT, label, timeLimit: 30 });
  await on.carrier.control.idle();
  expect(on.carrier.ledger().conferences[0]?.costMicros).toBe(2 * 1800);
});

test('differences in an application’s records are found', async () => {
  const on = await stand();
  on.application.twiml('/voice', '<Pause length="30"/><Hangup/>');
  const calls = [];
  for (let n = 0; n < 2; n++)
    calls.push(await on.client.calls.create({ to: SILENT, from: OWNED, url: on.hook('/voice') }));
  await on.carrier.control.idle();
  const ledger = on.carrier.ledger();
  const [first, second] = ledger.legs;
  const honest = ledger.legs.map(leg => ({
    legs: [leg.sid],
    answeredAt: leg.answeredAt,
    endedAt: leg.endedAt,
    talkSeconds: leg.seconds,
  }));
  expect(differences(ledger, honest)).toEqual([]);
  expect(differences(ledger, honest.slice(1))).toEqual([`${first?.sid} (${SILENT}) is not on record.`]);
  const wrong = [
    { ...honest[0], legs: [first?.sid ?? ''], endedAt: (first?.endedAt ?? 0) + 5000, talkSeconds: 3 },
    honest[1] ?? { legs: [] },
  ];
  expect(differences(ledger, wrong)).toHaveLength(2);
  expect(differences(ledger, [...honest, { legs: ['CA0'] }])).toEqual([
    'CA0 is on record but never existed.',
  ]);
  expect(second?.sid).toBe(calls[1]?.sid);
});
