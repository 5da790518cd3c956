/** A thief who has the database can neither sign in, nor call, nor forge anything with it. */
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { ACall } from './a-call.ts';
import { FakeCarrier } from './fake-carrier.ts';
import { ACCOUNT, api, makeMember, makeRep, makeSetupCode } from './kit.ts';

const tables = async (): Promise<string[]> =>
  (
    await env.DB.prepare(
      "select name from sqlite_master where type = 'table' and name not like '\\_cf%' escape '\\'",
    ).all()
  ).results.map(({ name }) => String(name));

test('a dump of the database holds no secret that is of any use', async () => {
  new FakeCarrier();
  const rep = await makeRep();
  const owner = await makeRep(rep.workspace, 'owner');
  const unused = await makeSetupCode(await makeMember(rep.workspace));
  const invited = await api<{ code: string }>('POST', '/v1/members', {
    token: owner.token,
    body: { email: 'new@acme.example', name: 'New', role: 'agent' },
  });
  const socket = await api<{ ticket: string }>('POST', '/v1/presence/tickets', {
    token: rep.token,
    body: {},
  });
  const voice = await api<{ token: string }>('POST', '/v1/voice/token', { token: rep.token, body: {} });
  const call = await ACall.dialled(rep);
  await call.connect();

  const secrets = [
    rep.token,
    owner.token,
    unused,
    invited.body.code,
    invited.body.code.replaceAll('-', ''),
    socket.body.ticket,
    voice.body.token,
    call.ticket,
    ACCOUNT.authToken,
    ACCOUNT.apiKeySecret,
    env.SEALING_KEY_1 ?? '-',
  ];
  const names = await tables();
  expect(names.length).toBeGreaterThan(12);
  let rows = 0;
  for (const name of names) {
    const { results } = await env.DB.prepare(`select * from "${name}"`).all();
    rows += results.length;
    const dump = JSON.stringify(results);
    for (const secret of secrets)
      for (const form of [secret, btoa(secret), encodeURIComponent(secret)])
        expect(dump.includes(form), `${name} holds ${secret.slice(0, 6)}…`).toBe(false);
  }
  expect(rows).toBeGreaterThan(10);
});
