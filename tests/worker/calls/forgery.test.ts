/** Forged webhooks: mutants of valid requests, for every route that changes a call. None may change anything. */
import { env, exports } from 'cloudflare:workers';
import { beforeAll, expect, test, vi } from 'vitest';
import { app } from '../../../worker/app.ts';
import { longer, runs } from '../../runs.ts';
import { type ACall, recorded, talking } from '../a-call.ts';
import { created, FakeCarrier } from '../fake-carrier.ts';
import {
  CUSTOMER,
  type Form,
  makeRep,
  makeWorkspace,
  ORIGIN,
  type Rep,
  sid,
  sign,
  type Workspace,
} from '../kit.ts';

const MUTANTS = runs(150);
const CHECK_EVERY = 25;
const FORM = 'application/x-www-form-urlencoded';

type Request_ = {
  readonly url: string;
  readonly body: string;
  readonly signature: string;
  readonly contentType: string;
};
/** A valid request to one route, not yet sent, that would change the call. */
type Valid = { readonly path: string; readonly form: Form };

let carrier: FakeCarrier;
let rep: Rep;
let other: Workspace;
let call: ACall;
let customerSid: string;
const ROUTES = ['voice', 'room', 'customer', 'incoming', 'forwarded', 'notice', 'key'] as const;
let valid: Readonly<Record<(typeof ROUTES)[number], Valid>>;

/** The requests as the carrier would send them now: they report what happened a moment ago. */
const now = (): typeof valid => {
  const AccountSid = rep.workspace.accountSid;
  const base = `/webhooks/${rep.workspace.webhookKey}`;
  return {
    // A second rep leg with a used ticket: obeying it would admit a stranger.
    voice: {
      path: `${base}/voice`,
      form: { AccountSid, CallSid: sid('CA'), From: `client:${rep.memberId}`, ticket: call.ticket },
    },
    room: {
      path: `${base}/calls/${call.id}/room`,
      form: { AccountSid, ...call.participant('participant-leave', call.repSid, 7) },
    },
    customer: {
      path: `${base}/calls/${call.id}/customer`,
      form: {
        AccountSid,
        ...call.customer('completed', customerSid, 9, undefined, { SipResponseCode: '200' }),
      },
    },
    incoming: {
      path: `${base}/incoming`,
      form: { AccountSid, CallSid: sid('CA'), From: CUSTOMER, To: rep.workspace.numbers[0] ?? '' },
    },
    forwarded: {
      path: `${base}/incoming/forwarded`,
      form: {
        AccountSid,
        CallSid: sid('CA'),
        From: CUSTOMER,
        To: rep.workspace.numbers[0] ?? '',
        DialCallStatus: 'busy',
      },
    },
    // The contact's recording notice: only the carrier may read it.
    notice: { path: `${base}/calls/${call.id}/notice`, form: { AccountSid, CallSid: customerSid } },
    // The key by which a forwarded call is accepted.
    key: {
      path: `${base}/calls/${call.id}/key`,
      form: { AccountSid, CallSid: sid('CA'), Digits: '1' },
    },
  };
};

beforeAll(async () => {
  carrier = new FakeCarrier();
  customerSid = sid('CA');
  carrier.onCreate = created(customerSid);
  // The mutants may take long: the carrier keeps answering that the call is in progress.
  carrier.onCall = ({ path }) =>
    Response.json({ sid: /CA[0-9a-f]{32}/.exec(path)?.[0], status: 'in-progress' });
  rep = await makeRep();
  other = await makeWorkspace({ accountSid: `AC${'e'.repeat(32)}` });
  call = await talking(rep, carrier, customerSid);
  valid = now();
});

/** Deterministic, so that a failing mutant can be reproduced. */
const seeded = (seed: number) => {
  let state = seed * 2654435761 + 1;
  return (below: number): number => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return Math.floor((state / 4294967296) * below);
  };
};

const encode = (form: Form): string => new URLSearchParams(form).toString();
const flip = (text: string, at: number, bit: number): string =>
  text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << bit)) + text.slice(at + 1);

type Mutate = (
  request: Request_,
  original: Valid,
  random: (below: number) => number,
) => Request_ | Promise<Request_>;

/** Moves the border between a name and its value, or makes a value absorb the next pair: same signed bytes. */
const resplit: Mutate = (request, { form }, random) => {
  const names = Object.keys(form).sort();
  const index = random(names.length);
  const name = names[index] ?? '';
  const next = names[index + 1];
  const { [name]: value = '', ...rest } = form;
  if (next !== undefined && random(3) === 0) {
    const { [next]: swallowed = '', ...left } = rest;
    return { ...request, body: encode({ ...left, [name]: value + next + swallowed }) };
  }
  const run = name + value;
  const cut = 1 + random(run.length - 1);
  const at = cut === name.length ? cut - 1 : cut;
  return at === 0
    ? { ...request, signature: '' }
    : { ...request, body: encode({ ...rest, [run.slice(0, at)]: run.slice(at) }) };
};

const MUTATIONS: Readonly<Record<string, Mutate>> = {
  'a flipped bit in the body': (request, _, random) => ({
    ...request,
    body: flip(request.body, random(request.body.length), random(7)),
  }),
  'a flipped bit in the signature': (request, _, random) => ({
    ...request,
    signature: flip(request.signature, random(27), random(5)).replace(/[^ -~]/g, '!'),
  }),
  'a re-split form': resplit,
  'a name that comes twice': (request, { form }, random) => {
    const [name = '', value = ''] = Object.entries(form)[random(Object.keys(form).length)] ?? [];
    const twin = new URLSearchParams({ [name]: random(2) ? value : 'x' }).toString();
    return { ...request, body: random(2) ? `${request.body}&${twin}` : `${twin}&${request.body}` };
  },
  'a foreign account, rightly signed': async (request, { path, form }) => {
    const foreign = { ...form, AccountSid: sid('AC') };
    return { ...request, body: encode(foreign), signature: await sign(ORIGIN + path, foreign) };
  },
  'another workspace’s key, rightly signed': async (request, { path, form }) => {
    const url = `${ORIGIN}${path.replace(rep.workspace.webhookKey, other.webhookKey)}`;
    return { ...request, url, signature: await sign(url, form) };
  },
  'another token': async (request, { path, form }, random) => ({
    ...request,
    signature: await sign(ORIGIN + path, form, `token ${random(1e9)}`),
  }),
  'a signature for another port': async (request, { path, form }, random) => ({
    ...request,
    signature: await sign(`http://localhost:${1 + random(8000)}${path}`, form),
  }),
  'a signature for a slash more': async (request, { path, form }) => ({
    ...request,
    signature: await sign(`${ORIGIN}${path}/`, form),
  }),
  'a slash more': request => ({ ...request, url: `${request.url}/` }),
  'a query that was not signed': (request, _, random) => ({
    ...request,
    url: `${request.url}?x=${random(9)}`,
  }),
  'another route’s signature': async (request, { path, form }) => {
    const route = path.endsWith('/room') ? path.replace(/room$/, 'customer') : `${path}/room`;
    return { ...request, signature: await sign(ORIGIN + route, form) };
  },
  'a JSON body': (request, { form }) => ({
    ...request,
    body: JSON.stringify(form),
    contentType: 'application/json',
  }),
  'another type of body': request => ({ ...request, contentType: 'text/plain' }),
  'one value changed': (request, { form }, random) => {
    const [name = '', value = ''] = Object.entries(form)[random(Object.keys(form).length)] ?? [];
    return { ...request, body: encode({ ...form, [name]: `${value}${random(10)}` }) };
  },
};

const sendRequest = async ({ url, body, signature, contentType }: Request_): Promise<number> => {
  const response = await exports.default.fetch(url, {
    method: 'POST',
    headers: { 'content-type': contentType, 'x-twilio-signature': signature },
    body,
  });
  const text = await response.text();
  // An answer that opens the room, records a message or speaks is an effect, whatever its status.
  return /<(Dial|Record|Say)/.test(text) ? -1 : response.status;
};

const everything = async () => {
  const stub = env.LIVE_CALL.get(env.LIVE_CALL.idFromName(call.id));
  const row = await env.DB.prepare('select * from call where id = ?').bind(call.id).first();
  const legs = await env.DB.prepare('select * from call_leg where call_id = ?').bind(call.id).all();
  const view = await stub.view(rep.workspace.id);
  const of = async (table: string) =>
    (await env.DB.prepare(`select * from ${table} where workspace_id = ?`).bind(rep.workspace.id).all())
      .results;
  return JSON.stringify({
    calls: await of('call'),
    owed: await of('outbox'),
    row,
    legs: legs.results,
    view,
    acts: carrier.asked.filter(each => each.method === 'POST'),
  });
};

const names = Object.keys(MUTATIONS);

test.each(ROUTES)(
  `%s obeys none of ${MUTANTS} forgeries`,
  async route => {
    const original = valid[route];
    const url = ORIGIN + original.path;
    const request: Request_ = {
      url,
      body: encode(original.form),
      signature: await sign(url, original.form),
      contentType: FORM,
    };
    const before = await everything();
    const taken: string[] = [];
    for (let seed = 0; seed < MUTANTS; seed += 1) {
      const name = names[seed % names.length] ?? '';
      const mutate = MUTATIONS[name];
      if (!mutate) throw new Error('No such mutation.');
      const mutant = await mutate(request, original, seeded(seed + 1));
      const isSame =
        new URLSearchParams(mutant.body).toString() === request.body && mutant.url === request.url;
      if (isSame && mutant.signature === request.signature && mutant.contentType === request.contentType)
        continue;
      const status = await sendRequest(mutant);
      // 403 and 404 refuse; 413 and the like come earlier. A signed event with a foreign key has no effect.
      if (status < 400) taken.push(`${name} (${seed}): ${status}`);
      if (seed % CHECK_EVERY === 0) expect(await everything(), `${name} (${seed})`).toBe(before);
    }
    expect(taken).toEqual([]);
    expect(await everything()).toBe(before);
  },
  longer(60_000),
);

const hooks = [...new Set(app.routes.map(each => each.path).filter(path => path.startsWith('/webhooks/')))];

test.each(hooks)('%s does nothing without a signature of the request or in its address', async pattern => {
  const path = pattern
    .replace(':webhookKey', rep.workspace.webhookKey)
    .replace(':callId', call.id)
    .replace(':signature', 'x'.repeat(26));
  const url = `${ORIGIN}${path}`;
  const no = pattern.includes(':signature') ? 404 : 403;
  const before = await everything();
  for (const signature of ['', 'x', await sign(url, {})])
    expect(await sendRequest({ url, body: encode(valid.customer.form), signature, contentType: FORM })).toBe(
      no,
    );
  expect(await everything()).toBe(before);
});

test('the unmodified requests are obeyed; repeating them a hundred times changes nothing more', async () => {
  valid = now();
  const send = async ({ path, form }: Valid): Promise<number> => {
    const signature = await sign(ORIGIN + path, form);
    return sendRequest({ url: ORIGIN + path, body: encode(form), signature, contentType: FORM });
  };
  for (const route of ['room', 'customer'] as const) {
    const before = await everything();
    expect(await send(valid[route])).toBe(204);
    await vi.waitFor(async () => expect(await everything()).not.toBe(before));
  }
  await recorded(call, { phase: 'ended' });
  const { view, row } = JSON.parse(await everything());
  for (let turn = 0; turn < runs(50); turn += 1)
    for (const route of ['room', 'customer'] as const) expect(await send(valid[route])).toBe(204);
  expect(JSON.parse(await everything())).toMatchObject({ view, row });
});
