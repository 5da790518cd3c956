// The product's Worker with a carrier that accepts every request, and reps who each have a live call.
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { join } from 'node:path';
import twilio from 'twilio/lib/webhooks/webhooks.js';
import * as z from 'zod';
import { credentialsOf } from '../../sandbox/credentials.ts';
import { anyPort } from '../../sandbox/ports.ts';
import { accountSql, seedSql } from '../../sandbox/seed.ts';
import { startWorker } from '../../sandbox/worker.ts';
import { execute, migrate } from '../../scripts/database.ts';
import { insert, literal } from '../../scripts/setup-code-sql.ts';
import { CallView } from '../../shared/calls/contract.ts';
import { randomTail } from '../../shared/ids.ts';
import { Me } from '../../shared/team/contract.ts';
import { type Answer, type Shot, send } from './load.ts';

const SESSION_MS = 60 * 60_000;

export type Installation = {
  readonly url: string;
  /** The process that writes the Worker's log. */
  readonly pid: number | undefined;
  readonly token: string;
  /** Access tokens of reps without a call. */
  readonly idle: readonly string[];
  /** Signed status webhooks of customers, each a new fact of a live call, spread evenly over all calls. */
  readonly webhooks: (count: number) => Shot[];
  readonly stop: () => Promise<void>;
};

const sid = (prefix: string) => prefix + randomBytes(16).toString('hex');

const startYes = async (): Promise<{ url: string; stop: () => Promise<void> }> => {
  const server = createServer((asked, response) => {
    asked.resume();
    response.writeHead(201, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({ sid: sid('CA'), call_sid: sid('CA'), conference_sid: sid('CF'), status: 'queued' }),
    );
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The carrier listens on no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
};

const sessionSql = (email: string, token: string, now: number): string => {
  const row = insert('session', {
    id: `sess_${randomTail(randomBytes)}`,
    member_id: 'MEMBER',
    workspace_id: 'WORKSPACE',
    token_hash: createHash('sha256').update(token).digest('hex'),
    token_until: now + SESSION_MS,
    device: 'bench',
    created_at: now,
    last_seen_at: now,
    expires_at: now + SESSION_MS,
  });
  const member = `(SELECT member.id FROM member JOIN user ON user.id = member.user_id WHERE user.email = ${literal(email)})`;
  return row.replace(`'MEMBER'`, member).replace(`'WORKSPACE'`, '(SELECT id FROM workspace LIMIT 1)');
};

const parsed = <T>({ status, text }: Answer, schema: z.ZodType<T>): T => {
  if (status !== 200) throw new Error(`The Worker answered ${status}: ${text}`);
  return schema.parse(JSON.parse(text));
};

const Dialled = z.object({ call: CallView, ticket: z.string() });

export const startInstallation = async (home: string, calls: number, idle = 0): Promise<Installation> => {
  const credentials = credentialsOf(home);
  const databaseFolder = join(home, 'worker');
  await migrate(databaseFolder);
  const seed = seedSql(Date.now(), calls + idle);
  const reps = seed.reps.map(({ email }) => ({
    email,
    token: `rs_${randomTail(randomBytes)}_${randomTail(randomBytes)}`,
  }));
  const sessions = reps.map(({ email, token }) => sessionSql(email, token, Date.now()));
  await execute(
    { folder: databaseFolder },
    [seed.sql, accountSql(seed.workspaceId, credentials), ...sessions].join('\n'),
  );
  const carrier = await startYes();
  const port = await anyPort([]);
  const worker = await startWorker({
    home,
    port,
    databaseFolder,
    sealingKey: credentials.sealingKey,
    carrierUrl: carrier.url,
    signallingUrl: 'ws://127.0.0.1:1/signal',
  });

  const webhook = (path: string, form: Readonly<Record<string, string>>): Shot => {
    const url = `${worker.url}/webhooks/${seed.webhookKey}/${path}`;
    const params = { AccountSid: credentials.accountSid, ...form };
    return {
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': twilio.getExpectedTwilioSignature(credentials.authToken, url, params),
      },
      body: new URLSearchParams(params).toString(),
    };
  };
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  /** Opens a call: dialled, the rep in the room, the customer's leg requested. From here on the carrier reports. */
  const openCall = async ({ token }: (typeof reps)[number], index: number) => {
    const { member } = parsed(
      await send({ method: 'GET', url: `${worker.url}/v1/me`, headers: bearer(token) }),
      Me,
    );
    const number = `+1212555${String(100 + (index % 100)).padStart(4, '0')}`;
    const dialled = await send({
      method: 'POST',
      url: `${worker.url}/v1/calls`,
      headers: {
        ...bearer(token),
        'content-type': 'application/json',
        'idempotency-key': randomTail(randomBytes),
      },
      body: JSON.stringify({ intent: { number, source: 'keypad', at: Date.now() } }),
    });
    const { call, ticket } = parsed(dialled, Dialled);
    const repSid = sid('CA');
    const twiml = await send(webhook('voice', { CallSid: repSid, From: `client:${member.id}`, ticket }));
    const room = />(room_\w+)</.exec(twiml.text)?.[1];
    if (!room) throw new Error(`The rep was not admitted to the room: ${twiml.status} ${twiml.text}`);
    const conference = sid('CF');
    const joined = webhook(`calls/${call.id}/room`, {
      CallSid: repSid,
      ConferenceSid: conference,
      FriendlyName: room,
      StatusCallbackEvent: 'participant-join',
      SequenceNumber: '1',
      Timestamp: new Date().toUTCString(),
    });
    const { status } = await send(joined);
    if (status !== 204) throw new Error(`The room's event was answered with ${status}.`);
    return { callId: call.id, to: call.to, customerSid: sid('CA'), told: 0 };
  };

  const open: Awaited<ReturnType<typeof openCall>>[] = [];
  for (const [index, rep] of reps.slice(0, calls).entries()) open.push(await openCall(rep, index));

  return {
    url: worker.url,
    pid: worker.pid,
    token: reps[0]?.token ?? '',
    idle: reps.slice(calls).map(each => each.token),
    webhooks: count =>
      Array.from({ length: count }, (_, n) => {
        const call = open[n % open.length];
        if (!call) throw new Error('There is no call.');
        call.told += 1;
        return webhook(`calls/${call.callId}/customer`, {
          CallSid: call.customerSid,
          CallStatus: 'ringing',
          To: call.to,
          From: '+12125550200',
          Direction: 'outbound-api',
          ApiVersion: '2010-04-01',
          CallbackSource: 'call-progress-events',
          SequenceNumber: String(call.told),
          Timestamp: new Date().toUTCString(),
        });
      }),
    stop: async () => {
      await worker.stop();
      await carrier.stop();
    },
  };
};
