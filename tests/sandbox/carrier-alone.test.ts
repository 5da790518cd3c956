import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import twilio from 'twilio';
import { afterEach, expect, test } from 'vitest';
import { listening } from './signalling-fake-host.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** The command as a person types it, and its output so far. */
const carrierAlone = (...args: string[]) => {
  const home = mkdtempSync(join(tmpdir(), 'ringside-carrier-'));
  const child = spawn(process.execPath, ['sandbox/carrier-alone.ts', ...args], {
    env: { ...process.env, RINGSIDE_HOME: home },
  });
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve));
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (text += String(chunk)));
  stops.push(async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(home, { recursive: true });
  });
  return { printed: () => text, ended };
};

test('the command runs a phone network that sends its webhooks to any given application', async () => {
  const asked: string[] = [];
  const application = createServer((request, response) => {
    let body = '';
    request.on('data', chunk => (body += String(chunk)));
    request.on('end', () => {
      asked.push(String(new URLSearchParams(body).get('From')));
      response.setHeader('content-type', 'text/xml').end('<Response><Hangup/></Response>');
    });
  });
  const port = await listening(application);
  stops.push(async () => application.close());
  const { printed } = carrierAlone('--port', '28790', '--voice-url', `http://127.0.0.1:${port}/voice`);
  await expect.poll(printed, { timeout: 15_000 }).toContain('Ctrl-C ends it.');
  const [url = '', sid = '', token = ''] = [/REST\s+(\S+)/, /account\s+(AC\w+)/, /auth token (\w+)/].map(
    pattern => pattern.exec(printed())?.[1],
  );
  const client = twilio(sid, token);
  client.api.baseUrl = url;
  const [number] = await client.incomingPhoneNumbers.list();
  expect(number?.phoneNumber).toBe('+12125550123');
  const ring = { from: '+13055550111', to: number?.phoneNumber };
  await fetch(`${url}/sandbox/ring`, { method: 'POST', body: JSON.stringify(ring) });
  await expect.poll(() => asked).toEqual(['+13055550111']);
  await expect.poll(async () => (await client.calls.list()).map(call => call.status)).toEqual(['completed']);
});

test('the command names arguments it cannot use, with what to do', async () => {
  const { printed, ended } = carrierAlone('--number', '555', '--voice-url', 'here');
  expect(await ended).toBe(2);
  expect(printed()).toContain('--number 555 is not E.164');
  expect(printed()).toContain('--voice-url here is not a URL');
  expect(printed()).toContain('npm run carrier -- [options]');
});
