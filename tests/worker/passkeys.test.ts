import { env } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import type { Passkey } from '../../shared/passkeys/contract.ts';
import type { Opened } from '../../shared/sign-in/contract.ts';
import { APasskey, type Options } from './a-passkey.ts';
import { api, makeDevice, makeMember, makeRep, type Rep, signIn } from './kit.ts';

type Listed = { passkeys: Passkey[]; refusal: { reason: string } };
const begin = async (rep: Rep) =>
  (await api<{ options: Options }>('POST', '/v1/passkeys/begin', { token: rep.token, body: {} })).body
    .options;
const add = (rep: Rep, response: unknown, name = 'Chrome on a desk') =>
  api<Listed>('POST', '/v1/passkeys', { token: rep.token, body: { name, response } });
const list = async (rep: Rep) =>
  (await api<Listed>('GET', '/v1/passkeys', { token: rep.token })).body.passkeys;
const challenge = async () =>
  (await api<{ options: Options }>('POST', '/v1/sessions/passkey-challenge', { body: {} })).body.options;
const enter = async (response: unknown) => {
  const { keys, tokens } = await makeDevice();
  const body = { device: 'Chrome on a phone', keys, response };
  const answer = await api<Opened & Listed>('POST', '/v1/sessions/by-passkey', { body });
  return { ...answer, tokens };
};

const owning = async (): Promise<{ rep: Rep; passkey: APasskey }> => {
  const [rep, passkey] = [await makeRep(), await APasskey.make()];
  expect((await add(rep, await passkey.register(await begin(rep)))).status).toBe(200);
  return { rep, passkey };
};

describe('a passkey', () => {
  test('is added, signs its owner in, and shows when it was used', async () => {
    const { rep, passkey } = await owning();
    const { status, body, tokens } = await enter(await passkey.sign(await challenge()));
    expect([status, body.me.member.id]).toEqual([200, rep.memberId]);
    expect((await api('GET', '/v1/me', { token: tokens.access })).status).toBe(200);
    expect(await list(rep)).toMatchObject([
      { id: passkey.id, name: 'Chrome on a desk', isBackedUp: false, lastUsedAt: expect.any(Number) },
    ]);
  });

  test('signs in once for a challenge, however often the same answer is sent', async () => {
    const { passkey } = await owning();
    const response = await passkey.sign(await challenge());
    const answers = await Promise.all(Array.from({ length: 20 }, () => enter(response)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test.each([
    ['from a page elsewhere', { origin: 'https://evil.example' }],
    ['for another server', { rpId: 'evil.example' }],
    ['without finger, face or PIN', { flags: 1 }],
  ] as const)('%s neither is added nor signs in', async (_, how: Parameters<APasskey['sign']>[1] = {}) => {
    const { rep, passkey } = await owning();
    const other = await APasskey.make();
    const flags = how.flags === undefined ? {} : { flags: how.flags | 64 };
    const added = await add(rep, await other.register(await begin(rep), { ...how, ...flags }));
    expect([added.status, added.body.refusal]).toEqual([422, { reason: 'not_verified' }]);
    const entered = await enter(await passkey.sign(await challenge(), how));
    expect([entered.status, entered.body.refusal]).toEqual([403, { reason: 'passkey_not_valid' }]);
  });

  test('with the signature of another passkey does not sign in', async () => {
    const { passkey } = await owning();
    const stranger = await APasskey.make();
    const response = { ...(await stranger.sign(await challenge())), id: passkey.id, rawId: passkey.id };
    expect((await enter(response)).status).toBe(403);
  });

  test('that answers a challenge for adding one does not sign in, and the other way round', async () => {
    const { rep, passkey } = await owning();
    const { challenge: adding, rp } = await begin(rep);
    expect((await enter(await passkey.sign({ challenge: adding, rpId: rp?.id }))).status).toBe(403);
    const entering = await challenge();
    const other = await APasskey.make();
    const answer = await add(rep, await other.register({ ...entering, rp: { id: entering.rpId } }));
    expect(answer.status).toBe(422);
  });

  test('that answers another person’s challenge is not added', async () => {
    const [rep, other] = [await makeRep(), await makeRep()];
    const passkey = await APasskey.make();
    expect((await add(other, await passkey.register(await begin(rep)))).status).toBe(422);
  });

  test('is not added twice, nor for two people', async () => {
    const { rep, passkey } = await owning();
    for (const by of [rep, await makeRep()]) {
      const { status, body } = await add(by, await passkey.register(await begin(by)));
      expect([status, body.refusal]).toEqual([409, { reason: 'known_already' }]);
    }
  });

  test('has five minutes to answer', async () => {
    const { passkey } = await owning();
    const asked = await challenge();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5 * 60_000 + 1 });
    expect((await enter(await passkey.sign(asked))).status).toBe(403);
    vi.useRealTimers();
  });

  test('that was copied is noticed: its counter goes back', async () => {
    const { passkey } = await owning();
    expect((await enter(await passkey.sign(await challenge()))).status).toBe(200);
    passkey.counter = 0;
    expect((await enter(await passkey.sign(await challenge()))).status).toBe(403);
  });

  test('can be removed only by its owner, and signs nobody in after that', async () => {
    const { rep, passkey } = await owning();
    const colleague = await makeRep(rep.workspace, 'owner');
    const remove = (by: Rep) => api<Listed>('DELETE', `/v1/passkeys/${passkey.id}`, { token: by.token });
    expect((await remove(colleague)).status).toBe(404);
    expect((await remove(rep)).body.passkeys).toEqual([]);
    expect((await enter(await passkey.sign(await challenge()))).status).toBe(403);
  });

  test('opens nothing for a person who was removed from every workspace', async () => {
    const { rep, passkey } = await owning();
    await env.DB.prepare('update member set removed_at = 1 where id = ?').bind(rep.memberId).run();
    expect((await enter(await passkey.sign(await challenge()))).status).toBe(403);
  });

  test('leads to the workspace its owner was in last', async () => {
    const { rep, passkey } = await owning();
    const second = (await makeRep()).workspace;
    const elsewhere = await makeMember(second, 'admin');
    await env.DB.prepare('update member set user_id = (select user_id from member where id = ?) where id = ?')
      .bind(rep.memberId, elsewhere)
      .run();
    await env.DB.prepare('update session set last_seen_at = last_seen_at - 1000 where member_id = ?')
      .bind(rep.memberId)
      .run();
    await signIn(elsewhere);
    const { body } = await enter(await passkey.sign(await challenge()));
    expect(body.me.workspace.id).toBe(second.id);
  });
});
