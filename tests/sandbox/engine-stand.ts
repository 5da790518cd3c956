import { once } from 'node:events';
import { createServer } from 'node:http';
import twilio from 'twilio';
import { vi } from 'vitest';
import { type Carrier, type CarrierOptions, startCarrier } from '../../sandbox/carrier/carrier.ts';
import type { LedgerLeg } from '../../sandbox/carrier/ledger/ledger.ts';

export const ACCOUNT = {
  sid: `AC${'a'.repeat(32)}`,
  authToken: '0123456789abcdef0123456789abcdef',
  apiKeySid: `SK${'b'.repeat(32)}`,
  apiKeySecret: 'a-secret-of-the-sandbox',
};
export const APP_SID = `AP${'c'.repeat(32)}`;
export const OWNED = '+12125550123';

/** A webhook as the application received it. */
export type Received = {
  readonly path: string;
  readonly method: string;
  readonly params: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly isSigned: boolean;
};

export type Answer = {
  readonly status?: number;
  readonly type?: string;
  readonly body?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Polls until the condition holds. The limit only ends a test that has failed. */
export const eventually = async <T>(look: () => T | undefined | false, what: string): Promise<T> => {
  const seen = await vi.waitFor(
    () => {
      const now = look();
      if (now === undefined || now === false) throw new Error(`It did not happen: ${what}`);
      return { now };
    },
    { timeout: 18_000, interval: 5 },
  );
  return seen.now;
};

/** A real application: it answers paths as the test has set, and records every webhook. */
const startApplication = async () => {
  const received: Received[] = [];
  const answers = new Map<string, Answer | (() => Answer | Promise<Answer>)>();
  let origin = '';
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(Buffer.from(part));
    const body = Buffer.concat(parts).toString();
    const path = request.url ?? '/';
    const params = Object.fromEntries(new URLSearchParams(body));
    const signature = String(request.headers['x-twilio-signature'] ?? '');
    received.push({
      path,
      method: request.method ?? '',
      params,
      headers: request.headers,
      isSigned: twilio.validateRequest(ACCOUNT.authToken, signature, origin + path, params),
    });
    const set = answers.get(path.split('?')[0] ?? '');
    const answer = (typeof set === 'function' ? await set() : set) ?? { status: 204 };
    response.writeHead(answer.status ?? 200, {
      'Content-Type': answer.type ?? 'text/xml',
      ...answer.headers,
    });
    response.end(answer.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return {
    origin,
    received,
    /** TwiML at a path, without its declaration and root. */
    twiml: (path: string, verbs: string) => answers.set(path, { body: `<Response>${verbs}</Response>` }),
    answers,
    stop: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
};

export const startStand = async (options: Partial<CarrierOptions> = {}) => {
  const application = await startApplication();
  const carrier: Carrier = await startCarrier({
    port: 0,
    account: ACCOUNT,
    applications: [
      {
        sid: APP_SID,
        voiceUrl: `${application.origin}/voice`,
        voiceFallbackUrl: `${application.origin}/fallback`,
      },
    ],
    numbers: [OWNED],
    callsPerSecond: Number.POSITIVE_INFINITY,
    ringScale: 0.05,
    processingScale: 0.01,
    ...options,
  });
  const client = twilio(ACCOUNT.sid, ACCOUNT.authToken);
  client.api.baseUrl = carrier.url;
  const leg = (sid: string): LedgerLeg | undefined => carrier.ledger().legs.find(each => each.sid === sid);
  return {
    application,
    carrier,
    client,
    leg,
    hook: (path: string) => `${application.origin}${path}`,
    received: (path: string) => application.received.filter(each => each.path === path),
    /** Waits until a leg has ended, and every webhook about it has been delivered. */
    async ended(sid: string): Promise<LedgerLeg> {
      const over = await eventually(() => leg(sid)?.endedAt !== undefined && leg(sid), `${sid} ends`);
      await carrier.control.webhooksSettled();
      return over;
    },
    /** Waits until a leg has reached this status; a leg that is refused at once may already be over. */
    status: (sid: string, status: 'ringing' | 'in-progress') =>
      eventually(
        () => leg(sid)?.[status === 'ringing' ? 'ringingAt' : 'answeredAt'] !== undefined,
        `${sid} is ${status}`,
      ),
    async stop() {
      await carrier.stop();
      await application.stop();
    },
  };
};
export type Stand = Awaited<ReturnType<typeof startStand>>;
