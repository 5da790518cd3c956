/** Every endpoint × signed out, each role, another workspace. Built from the contracts: a missing row fails. */
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { may, USUAL_GRANTS } from '../../shared/capabilities.ts';
import { ALL_ROLES, type Endpoint, Problem, type Role, Role as RoleSchema } from '../../shared/endpoint.ts';
import { randomTail } from '../../shared/ids.ts';
import { app } from '../../worker/app.ts';
import { randomBytes } from '../../worker/platform.ts';
import { type ACall, contactOf, talking } from './a-call.ts';
import { opened } from './a-socket.ts';
import { created, FakeCarrier } from './fake-carrier.ts';
import {
  type Answer,
  api,
  CUSTOMER,
  makeMember,
  makeNumber,
  makeRep,
  makeWorkspace,
  type Rep,
  sid,
  signIn,
} from './kit.ts';
import { missed } from './missed.ts';

const isEndpoint = (value: unknown): value is Endpoint =>
  z
    .object({
      name: z.string(),
      method: z.string(),
      path: z.string(),
      refusals: z.record(z.string(), z.number()),
    })
    .safeParse(value).success;

const contracts = import.meta.glob<Record<string, unknown>>('../../shared/*/{contract,*-contract}.ts', {
  eager: true,
});
const endpoints = Object.values(contracts).flatMap(each => Object.values(each).filter(isEndpoint));

/** The data of one workspace, whose strings must never be seen from another. */
type World = {
  readonly rep: Rep;
  readonly call: ACall;
  readonly failedJob: string;
  readonly recordingSid: string;
  /** An entry of the inbox, by its only call. */
  readonly missedCall: string;
  readonly sessionId: string;
  readonly passkey: string;
  readonly contactId: string;
  readonly invitation: string;
  /** Invitations that may be deleted, one for each try. */
  readonly spareInvitations: string[];
  /** Members who may be removed, one for each try. */
  readonly spares: string[];
  /** Numbers that may be removed, one for each try. */
  readonly spareNumbers: string[];
  readonly canaries: readonly string[];
};
let world: World;

type Row = {
  /** Path parameters and, unless it is a GET, the body: valid, with ids of the world. */
  readonly ask: (world: World) => Readonly<Record<string, unknown>>;
  /** The status for a member of another workspace with an allowed role: 404, or 200 with their own data. */
  readonly foreign: 404 | 200 | 'refused';
  /** The status for a colleague with an allowed role. */
  readonly colleague: 404 | 200 | 'refused';
};

const own = { ask: () => ({}), foreign: 200, colleague: 200 } as const;
const ofCall = { ask: ({ call }: World) => ({ callId: call.id }), foreign: 404, colleague: 404 } as const;

const ofEntry = {
  ask: ({ missedCall }: World) => ({ entryId: missedCall, callId: missedCall }),
  foreign: 404,
  colleague: 200,
} as const;

const refusedToAll = (asked: Readonly<Record<string, unknown>>): Row => ({
  ask: () => asked,
  foreign: 'refused',
  colleague: 'refused',
});
const KEYS = { access: 'a'.repeat(64), renewal: 'b'.repeat(64), publicKey: 'A'.repeat(122) };
const ANSWER = { id: 'AAAA', rawId: 'AAAA', type: 'public-key' };
const ASSERTION = { ...ANSWER, response: { clientDataJSON: 'AA', authenticatorData: 'AA', signature: 'AA' } };
const REGISTRATION = { ...ANSWER, response: { clientDataJSON: 'AA', attestationObject: 'AA' } };

let nextToBuy = 7000;
const ROWS: Readonly<Record<string, Row>> = {
  'team.signIn': refusedToAll({ code: '0'.repeat(20), device: 'x', keys: KEYS }),
  'team.lookAtCode': refusedToAll({ code: '0'.repeat(20) }),
  'team.mailCode': {
    ...own,
    ask: () => ({ email: 'robin@acme.example', ask: 'a'.repeat(64), device: 'x' }),
  },
  'team.signInByMail': refusedToAll({ code: '12345678', secret: 'a'.repeat(26), device: 'x', keys: KEYS }),
  'team.renew': {
    ask: ({ sessionId }) => ({
      sessionId,
      token: `rr_${'a'.repeat(26)}_${'a'.repeat(26)}`,
      next: { access: KEYS.access, renewal: KEYS.renewal },
      signature: 'A'.repeat(86),
    }),
    foreign: 'refused',
    colleague: 'refused',
  },
  'passkeys.challenge': own,
  'passkeys.signIn': refusedToAll({ device: 'x', keys: KEYS, response: ASSERTION }),
  'stepUp.begin': own,
  'stepUp.mail': { ...own, ask: () => ({ ask: 'a'.repeat(64), device: 'x' }) },
  'stepUp.byMail': refusedToAll({ code: '1111 1111', secret: 'a'.repeat(26) }),
  'stepUp.byPasskey': refusedToAll({ response: ASSERTION }),
  'passkeys.list': own,
  'passkeys.begin': own,
  'passkeys.add': refusedToAll({ name: 'x', response: REGISTRATION }),
  // Only one's own.
  'passkeys.remove': { ask: ({ passkey }) => ({ passkeyId: passkey }), foreign: 404, colleague: 404 },
  'team.workspaces': own,
  'team.switchWorkspace': {
    ask: ({ rep }) => ({ workspaceId: rep.workspace.id }),
    foreign: 404,
    colleague: 200,
  },
  'team.createWorkspace': { ...own, ask: () => ({ name: crypto.randomUUID(), country: 'US' }) },
  'team.signOut': own,
  'team.me': own,
  'team.sessions': own,
  'team.endOtherSessions': own,
  // Only one's own: a colleague's is not found either.
  'team.endSession': { ask: ({ sessionId }) => ({ sessionId }), foreign: 404, colleague: 404 },
  'team.members': own,
  'team.team': own,
  'team.invite': {
    ask: () => ({ email: `${crypto.randomUUID()}@acme.example`, name: 'New', role: 'agent' }),
    foreign: 200,
    colleague: 200,
  },
  'team.resendInvitation': {
    ask: ({ invitation }) => ({ invitationId: invitation }),
    foreign: 404,
    colleague: 200,
  },
  'team.withdrawInvitation': {
    ask: ({ spareInvitations }) => ({ invitationId: spareInvitations.pop() }),
    foreign: 404,
    colleague: 200,
  },
  // No member of the world is invited.
  'team.acceptInvitation': {
    ask: ({ rep }) => ({ workspaceId: rep.workspace.id }),
    foreign: 404,
    colleague: 404,
  },
  'team.declineInvitation': {
    ask: ({ rep }) => ({ workspaceId: rep.workspace.id }),
    foreign: 404,
    colleague: 404,
  },
  'team.newCode': { ask: ({ rep }) => ({ memberId: rep.memberId }), foreign: 404, colleague: 200 },
  'team.changeRole': {
    ask: ({ rep }) => ({ memberId: rep.memberId, role: 'agent' }),
    foreign: 404,
    colleague: 200,
  },
  'team.removeMember': { ask: ({ spares }) => ({ memberId: spares.pop() }), foreign: 404, colleague: 200 },
  'workspace.settings': own,
  // Reset to unseen, so that the next role finds the same.
  'workspace.update': {
    ask: () => ({ revisions: { basic: '-' }, name: 'X' }),
    foreign: 'refused',
    colleague: 'refused',
  },
  'workspace.setUp': own,
  'usage.today': own,
  'ai.settings': own,
  'ai.update': refusedToAll({ revision: '', endpoint: 'http://localhost:1/v1', model: 'x' }),
  'ai.remove': refusedToAll({ revision: '-' }),
  'numbers.list': own,
  'numbers.managed': own,
  'numbers.importable': own,
  'numbers.import': { ...own, ask: () => ({ numbers: ['+13125550777'] }) },
  'numbers.search': { ...own, ask: () => ({ country: 'US', kind: 'local' }) },
  // A new number each time: a number bought by one workspace is not for sale to another.
  'numbers.buy': { ...own, ask: () => ({ e164: `+1312555${nextToBuy++}` }) },
  'numbers.change': {
    ask: ({ spareNumbers }) => ({ numberId: spareNumbers[0], name: 'X' }),
    foreign: 404,
    colleague: 200,
  },
  'numbers.remove': {
    ask: ({ spareNumbers }) => ({ numberId: spareNumbers.pop() }),
    foreign: 404,
    colleague: 200,
  },
  'numbers.release': {
    ask: ({ spareNumbers }) => ({ numberId: spareNumbers[0], confirm: '+1' }),
    foreign: 404,
    colleague: 'refused',
  },
  'contacts.lookUp': { ...own, ask: () => ({ number: CUSTOMER }) },
  'contacts.list': own,
  'contacts.change': {
    ask: ({ contactId }) => ({ contactId, company: 'X' }),
    foreign: 404,
    colleague: 200,
  },
  'calls.log': own,
  'presence.socketTicket': own,
  'presence.teamTicket': own,
  'presence.pick': { ...own, ask: () => ({ status: 'online' }) },
  'calls.dial': {
    ask: () => ({ intent: { number: CUSTOMER, source: 'page', at: 1 } }),
    foreign: 'refused',
    colleague: 200,
  },
  'recordings.listen': { ask: ({ recordingSid }) => ({ recordingSid }), foreign: 404, colleague: 200 },
  'inbox.list': own,
  'inbox.count': own,
  'inbox.heard': ofEntry,
  'inbox.assign': {
    ...ofEntry,
    ask: ({ missedCall, rep }) => ({ entryId: missedCall, memberId: rep.memberId }),
  },
  'inbox.done': ofEntry,
  'inbox.reopen': ofEntry,
  'calls.stopRecording': ofCall,
  'calls.hold': { ...ofCall, ask: ({ call }) => ({ callId: call.id, key: 'k', on: true, turn: 1 }) },
  'calls.hangUp': ofCall,
  'calls.rejoin': ofCall,
  // The world's call is a dialled one: it is nobody's to answer, and gone as an offer.
  'incoming.answer': { ...ofCall, colleague: 'refused' },
  'incoming.decline': { ...ofCall, colleague: 200 },
  'incoming.toVoicemail': ofCall,
  'calls.recents': own,
  'calls.status': { ask: ({ call }) => ({ callSid: call.repSid }), foreign: 404, colleague: 200 },
  'calls.voiceToken': own,
  'audit.log': own,
  'audit.export': own,
  'diagnostics.checkUp': own,
  'diagnostics.failedJobs': own,
  'diagnostics.retryFailedJob': {
    // An unreadable job: it stays, so that each role finds it.
    ask: ({ failedJob }) => ({ id: failedJob }),
    foreign: 404,
    colleague: 'refused',
  },
};

const send = (endpoint: Endpoint, row: Row, token?: string): Promise<Answer<unknown>> => {
  const asked = { ...row.ask(world) };
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = String(asked[name]);
    delete asked[name];
    return encodeURIComponent(value);
  });
  const query = endpoint.method === 'GET' ? `?${new URLSearchParams(asked as Record<string, string>)}` : '';
  return api<unknown>(endpoint.method, path + query, {
    token,
    body: endpoint.method === 'GET' ? undefined : asked,
    headers: endpoint.idempotent ? { 'idempotency-key': crypto.randomUUID() } : {},
  });
};

const rowOf = ({ name }: Endpoint): Row => {
  const row = ROWS[name];
  if (!row) throw new Error(`${name} has no row in the isolation table.`);
  return row;
};

const expectStatus = (endpoint: Endpoint, status: number, wanted: Row['foreign']) =>
  wanted === 'refused'
    ? expect(Object.values(endpoint.refusals)).toContain(status)
    : expect(status).toBe(wanted);

/**
 * A call that does not end, however long the table takes: the carrier keeps reporting that both legs are in progress,
 * and the phone is not missed, because its session has ended. The rest of the table uses another session.
 */
const lasting = async (first: Rep): Promise<ACall> => {
  const carrier = new FakeCarrier();
  const customerSid = sid('CA');
  carrier.onCreate = created(customerSid);
  carrier.onCall = ({ path }) =>
    Response.json({
      sid: /CA[0-9a-f]{32}/.exec(path)?.[0],
      status: 'in-progress',
      start_time: null,
      end_time: null,
    });
  const phone = await opened(first);
  const call = await talking(first, carrier, customerSid);
  const closed = new Promise(resolve => phone.addEventListener('close', resolve));
  await api('DELETE', '/v1/session', { token: first.token });
  await closed;
  return call.as({ ...first, token: await signIn(first.memberId) });
};

beforeAll(async () => {
  const call = await lasting(await makeRep());
  const { rep } = call;
  await vi.waitFor(async () => {
    const known = await api('GET', `/v1/calls/status/${call.repSid}`, { token: rep.token });
    expect(known.status).toBe(200);
  });
  const contact = contactOf(await call.onRecord());
  const { workspace, memberId, token } = rep;
  const canaries = [call.id, contact.id, memberId, workspace.id, workspace.webhookKey, call.ticket, token];
  const failedJob = crypto.randomUUID();
  await env.DB.prepare('insert into dead_letter values (?, ?, ?, ?, ?, ?, ?)')
    .bind(failedJob, workspace.id, 'unknown', 'failed_visible', '{"kind":"older"}', 6, 1)
    .run();
  const spares: string[] = [];
  for (let n = 0; n < 20; n++) spares.push(await makeMember(workspace));
  const invitations: string[] = [];
  for (let n = 0; n < 20; n++) {
    const id = `inv_${randomTail(randomBytes)}`;
    await env.DB.prepare(
      "insert into invitation (id, workspace_id, email, name, role, made_by, code_hash, sent_at, expires_at) values (?, ?, ?, 'Nia', 'agent', ?, ?, 1, ?)",
    )
      .bind(id, workspace.id, `${id}@acme.example`, memberId, id, Date.now() + 3_600_000)
      .run();
    invitations.push(id);
  }
  const [invitation = '', ...spareInvitations] = invitations;
  const spareNumbers: string[] = [];
  for (let n = 0; n < 20; n++) spareNumbers.push(await makeNumber(workspace, `+1415555${6000 + n}`));
  const session = await env.DB.prepare('select id from session where member_id = ? and revoked_at is null')
    .bind(memberId)
    .first();
  const sessionId = String(session?.id);
  const passkey = randomTail(randomBytes);
  await env.DB.prepare(
    "insert into passkey (id, user_id, public_key, counter, transports, name, is_backed_up, created_at) select ?, user_id, 'AA', 0, '[]', 'Laptop of Robin', 0, 1 from member where id = ?",
  )
    .bind(passkey, memberId)
    .run();
  const { callId: missedCall } = await missed(workspace);
  const recordingSid = sid('RE');
  const key = `recordings/${workspace.id}/${recordingSid}.wav`;
  await env.RECORDINGS.put(key, 'RIFF');
  await env.DB.prepare('insert into recording values (?, ?, ?, 1, null, ?, 4, 1, null)')
    .bind(workspace.id, recordingSid, call.id, key)
    .run();
  world = {
    rep,
    passkey,
    contactId: contact.id,
    call,
    failedJob,
    recordingSid,
    missedCall,
    sessionId,
    invitation,
    spareInvitations,
    spares,
    spareNumbers,
    canaries: [...canaries, passkey, missedCall, 'Laptop of Robin', ...workspace.numbers],
  };
});

test('the table names every endpoint, and every route of the API is an endpoint', () => {
  expect(endpoints.length).toBeGreaterThan(10);
  expect(Object.keys(ROWS).sort()).toEqual(endpoints.map(each => each.name).sort());
  const known = new Set(endpoints.map(({ method, path }) => `${method} ${path}`));
  const others = app.routes
    .filter(each => each.path.startsWith('/v1/') && !each.path.includes('*'))
    .map(each => `${each.method} ${each.path}`)
    .filter(each => !known.has(each));
  expect([...new Set(others)].sort()).toEqual(['GET /v1/health', 'GET /v1/presence/socket']);
});

const open = endpoints.filter(each => each.may === 'public');
const guarded = endpoints.filter(each => each.may !== 'public');
const isAllowed = (endpoint: Endpoint, role: Role): boolean =>
  endpoint.may !== 'public' && may(role, endpoint.may, USUAL_GRANTS);

const problemOf = (answer: Answer<unknown>): Problem => {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  return Problem.parse(answer.body);
};

describe.each(guarded.map(each => [each.name, each] as const))('%s', (_, endpoint) => {
  test('is closed to requests without a session, which get a problem as the answer', async () => {
    const answer = await send(endpoint, rowOf(endpoint));
    const problem = problemOf(answer);
    expect([answer.status, problem.requestId]).toEqual([401, answer.headers.get('x-request-id')]);
  });

  test.each(ALL_ROLES)('obeys a colleague who is %s exactly when the contract says so', async role => {
    const row = rowOf(endpoint);
    const { status, ...answer } = await send(endpoint, row, (await makeRep(world.rep.workspace, role)).token);
    if (isAllowed(endpoint, role)) expectStatus(endpoint, status, row.colleague);
    else expect([status, problemOf({ status, ...answer }).detail]).toEqual([403, expect.any(String)]);
  });

  test.each(ALL_ROLES)('shows nothing to %s of another workspace and does nothing for them', async role => {
    const row = rowOf(endpoint);
    const stranger = await makeRep(await makeWorkspace({ numbers: [] }), role);
    const answer = await send(endpoint, row, stranger.token);
    if (isAllowed(endpoint, role)) expectStatus(endpoint, answer.status, row.foreign);
    else expect(answer.status).toBe(403);
    const text = JSON.stringify([answer.body, [...answer.headers]]);
    for (const canary of world.canaries) expect(text, `${endpoint.name} leaks`).not.toContain(canary);
    expect((await world.call.onRecord()).phase).toBe('active');
  });
});

test.each(open.map(each => [each.name, each] as const))(
  '%s is open to anyone, and reveals nothing about a workspace',
  async (_, endpoint) => {
    const answer = await send(endpoint, rowOf(endpoint));
    expectStatus(endpoint, answer.status, rowOf(endpoint).foreign);
    for (const canary of world.canaries) expect(JSON.stringify(answer.body)).not.toContain(canary);
  },
);

test('every role was tried', () => {
  expect(ALL_ROLES).toEqual(RoleSchema.options);
});
