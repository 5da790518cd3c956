import { mkdtempSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readWav } from '../../sandbox/carrier/media/wav.ts';
import { HUMAN, playScene, SILENT } from './engine-scene.ts';
import { ACCOUNT, eventually, OWNED } from './engine-stand.ts';

const scene = playScene();
const AUTH = `Basic ${btoa(`${ACCOUNT.sid}:${ACCOUNT.authToken}`)}`;

const call = async (to: string, verbs: string) => {
  scene.stand.application.twiml('/voice', verbs);
  const made = await scene.stand.client.calls.create({ to, from: OWNED, url: scene.stand.hook('/voice') });
  return made.sid;
};
const media = (url: string, headers = { authorization: AUTH }) => fetch(url, { headers });
const told = () => scene.stand.received('/told');

/** A rep's device that speaks into a recording. */
const talkInto = async (verbs: string) => {
  scene.stand.application.twiml('/voice', verbs);
  const device = await scene.connect();
  const sid = await device.callSid();
  await device.talk();
  await eventually(() => (scene.stand.leg(sid)?.said.packets ?? 0) > 20, 'the device is heard');
  return { device, sid };
};

describe('a recording', () => {
  test('holds the speech, trimmed, and continues with its action', async () => {
    scene.stand.application.twiml('/after', '<Hangup/>');
    const sid = await call(
      HUMAN,
      '<Record timeout="1" playBeep="false" action="/after" recordingStatusCallback="/told"/>',
    );
    await scene.stand.ended(sid);
    const [after] = scene.stand.received('/after');
    expect(after?.params).toMatchObject({ CallSid: sid, RecordingDuration: '1' });
    expect(after?.params.Digits).toBeUndefined();
    await eventually(() => told().length === 1, 'the callback comes');
    expect(told()[0]).toMatchObject({
      isSigned: true,
      params: {
        CallSid: sid,
        RecordingSid: after?.params.RecordingSid,
        RecordingStatus: 'completed',
        RecordingChannels: '1',
        RecordingSource: 'RecordVerb',
      },
    });
    const url = after?.params.RecordingUrl ?? '';
    for (const address of [url, `${url}.wav`]) {
      const response = await media(address);
      expect(response.headers.get('content-type')).toBe('audio/x-wav');
      const samples = readWav(new Uint8Array(await response.arrayBuffer()));
      const length = samples.ok ? samples.value.length : 0;
      // Dana's hello is 3576 samples long.
      expect(length).toBeGreaterThan(2500);
      expect(length).toBeLessThan(4200);
    }
  });

  test('of silence is absent, does not request its action and lets the next verb follow', async () => {
    const sid = await call(
      SILENT,
      '<Record timeout="1" playBeep="false" action="/after" recordingStatusCallback="/told" ' +
        'recordingStatusCallbackEvent="completed absent"/><Redirect>/next</Redirect>',
    );
    scene.stand.application.twiml('/next', '<Hangup/>');
    await scene.stand.ended(sid);
    expect(scene.stand.received('/after')).toEqual([]);
    expect(scene.stand.received('/next')).toHaveLength(1);
    await eventually(() => told()[0]?.params.RecordingStatus === 'absent', 'the callback comes');
  });

  test('ends with a key, which is sent to the action', async () => {
    scene.stand.application.twiml('/after', '<Hangup/>');
    const { device, sid } = await talkInto('<Record finishOnKey="#" playBeep="false" action="/after"/>');
    await device.press('1');
    await device.press('#');
    await scene.stand.ended(sid);
    expect(scene.stand.received('/after')[0]?.params.Digits).toBe('#');
  });

  test('ends at its maximum length', async () => {
    scene.stand.application.twiml('/after', '<Hangup/>');
    const { sid } = await talkInto('<Record maxLength="2" playBeep="false" action="/after"/>');
    await scene.stand.ended(sid);
    expect(scene.stand.received('/after')[0]?.params).toMatchObject({ RecordingDuration: '2' });
  });

  test('is kept when the caller hangs up, and the action’s answer is not carried out', async () => {
    scene.stand.application.twiml('/after', '<Redirect>/never</Redirect>');
    const { device, sid } = await talkInto('<Record action="/after" playBeep="false"/>');
    await device.hangUp();
    await scene.stand.ended(sid);
    await eventually(() => scene.stand.received('/after').length === 1, 'the action is told');
    expect(scene.stand.received('/after')[0]?.params).toMatchObject({
      Digits: 'hangup',
      CallStatus: 'completed',
    });
    await scene.stand.carrier.control.webhooksSettled();
    expect(scene.stand.received('/never')).toEqual([]);
  });

  test('can be listed, fetched and deleted by the official client, but not by strangers', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'carrier-'));
    await scene.restart({ dataDir });
    scene.stand.application.twiml('/after', '<Hangup/>');
    const sid = await call(HUMAN, '<Record timeout="1" action="/after" recordingStatusCallback="/told"/>');
    await scene.stand.ended(sid);
    await eventually(() => told().length === 1, 'the recording is there');
    const { recordings } = scene.stand.client;
    const [listed] = await recordings.list({ callSid: sid });
    expect(await scene.stand.client.calls(sid).recordings.list()).toHaveLength(1);
    const fetched = await recordings(listed?.sid ?? '').fetch();
    expect(fetched).toMatchObject({ callSid: sid, status: 'completed', source: 'RecordVerb', channels: 1 });
    expect(await readdir(join(dataDir, 'recordings'))).toEqual([`${fetched.sid}.wav`]);
    const url = scene.stand.received('/after')[0]?.params.RecordingUrl ?? '';
    expect((await media(url, { authorization: 'Basic bm9ib2R5Og==' })).status).toBe(401);
    expect((await media(`${url}.mp3`)).status).toBe(404);
    expect(await recordings(fetched.sid).remove()).toBe(true);
    expect((await media(url)).status).toBe(404);
    expect(await readdir(join(dataDir, 'recordings'))).toEqual([]);
  });
});
