import { env } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import type { SignedIn } from '../../shared/team/contract.ts';
import { opened } from './a-socket.ts';
import { api, makeRep, type Rep, signIn } from './kit.ts';

type Many = { sessions: SignedIn[] };
const read = (token: string) => api<Many>('GET', '/v1/sessions', { token });
const end = (token: string, id: string) => api<Many>('DELETE', `/v1/sessions/${id}`, { token });
const endOthers = (token: string) => api<Many>('POST', '/v1/sessions/end-others', { token, body: {} });
const works = async (token: string) => (await api('GET', '/v1/me', { token })).status === 200;

const twice = async (): Promise<{ rep: Rep; other: string }> => {
  const rep = await makeRep();
  return { rep, other: await signIn(rep.memberId) };
};

describe('the list of a person’s sessions', () => {
  test('marks the current session, and shows nothing of anyone else', async () => {
    const { rep, other } = await twice();
    await makeRep(rep.workspace);
    const { body } = await read(rep.token);
    expect(body.sessions.map(({ isThis, device }) => [isThis, device]).sort()).toEqual([
      [false, 'test'],
      [true, 'test'],
    ]);
    const theirs = (await read(other)).body.sessions;
    expect(theirs.find(({ isThis }) => isThis)?.id).not.toBe(body.sessions.find(({ isThis }) => isThis)?.id);
  });

  test('can end one session at once: its next request is refused and its socket closes', async () => {
    const { rep, other } = await twice();
    const socket = await opened({ ...rep, token: other });
    const id = (await read(other)).body.sessions.find(({ isThis }) => isThis)?.id ?? '';
    const closed = new Promise(resolve => socket.addEventListener('close', resolve));
    const { status, body } = await end(rep.token, id);
    expect([status, body.sessions.map(({ isThis }) => isThis)]).toEqual([200, [true]]);
    await closed;
    expect([await works(other), await works(rep.token)]).toEqual([false, true]);
    expect((await end(rep.token, id)).status).toBe(404);
  });

  test('can end all other sessions with one click', async () => {
    const { rep, other } = await twice();
    const third = await signIn(rep.memberId);
    const { body } = await endOthers(rep.token);
    expect(body.sessions.map(({ isThis }) => isThis)).toEqual([true]);
    expect([await works(other), await works(third), await works(rep.token)]).toEqual([false, false, true]);
  });

  test('leaves out sessions that are too old or were idle for too long', async () => {
    const { rep, other } = await twice();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 8 * 24 * 3_600_000 });
    await env.DB.prepare('update session set last_seen_at = ?, token_until = ? where id = ?')
      .bind(
        Date.now(),
        Date.now() + 60_000,
        (
          await env.DB.prepare('select id from session where member_id = ? order by created_at')
            .bind(rep.memberId)
            .first()
        )?.id ?? '',
      )
      .run();
    expect((await read(rep.token)).body.sessions).toHaveLength(1);
    expect(await works(other)).toBe(false);
    vi.useRealTimers();
  });
});
