import { startCarrier } from '../../sandbox/carrier/carrier.ts';
import type { Wire } from '../../sandbox/carrier/webhooks/hooks.ts';

const ACCOUNT = {
  sid: `AC${'a'.repeat(32)}`,
  authToken: '0123456789abcdef0123456789abcdef',
  apiKeySid: `SK${'b'.repeat(32)}`,
  apiKeySecret: 'a-secret-of-the-bench',
};
const FROM = '+12125550123';
const SILENT = '+12125550111';
const EVENTS = ['initiated', 'ringing', 'answered', 'completed'];
// As many concurrent calls as a busy installation has.
const BATCH = 100;
const TALK_S = 60;

/** The application's stub: every document is a minute of talk, every event is accepted. */
const stub: Wire = async request => {
  const asks = request.url.endsWith('/voice');
  const body = asks ? `<Response><Pause length="${TALK_S}"/></Response>` : '';
  return { status: asks ? 200 : 204, contentType: 'text/xml', body, bytes: new Uint8Array(0) };
};

/** A carrier in virtual time, and an application that calls through its REST interface as a real one would. */
export const openNetwork = async (keep: number) => {
  const carrier = await startCarrier({
    port: 0,
    account: ACCOUNT,
    applications: [],
    numbers: [FROM],
    time: 'virtual',
    callsPerSecond: Number.POSITIVE_INFINITY,
    wire: stub,
    keep,
  });
  const form = new URLSearchParams({
    From: FROM,
    To: SILENT,
    Url: 'http://stub.invalid/voice',
    StatusCallback: 'http://stub.invalid/status',
  });
  for (const event of EVENTS) form.append('StatusCallbackEvent', event);
  const request = {
    method: 'POST',
    headers: {
      Authorization: `Basic ${Buffer.from(`${ACCOUNT.sid}:${ACCOUNT.authToken}`).toString('base64')}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: form.toString(),
  };
  const url = `${carrier.url}/2010-04-01/Accounts/${ACCOUNT.sid}/Calls.json`;
  const place = async () => {
    const response = await fetch(url, request);
    const body = await response.text();
    if (response.status !== 201) throw new Error(`The carrier refused a call: ${response.status} ${body}`);
  };
  const over = () => {
    const { legs, forgotten } = carrier.ledger();
    return forgotten.legs + legs.filter(({ status }) => status === 'completed').length;
  };
  let made = 0;
  return {
    /** Makes this many calls, from the request to the last webhook. */
    async call(count: number): Promise<void> {
      for (let n = 0; n < count; n += BATCH) {
        await carrier.control.during(() => Promise.all(Array.from({ length: BATCH }, place)));
        made += BATCH;
        await carrier.control.idle();
      }
      if (over() !== made) throw new Error(`Of ${made} calls ${over()} are over.`);
    },
    stop: () => carrier.stop(),
  };
};
