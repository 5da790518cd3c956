/** Which requests leave a line in the log. */
import { expect, test } from 'vitest';
import { newSecret, sha256 } from '../../extension/tokens.ts';
import { api, makeDevice, makeMember, makeRep, makeSetupCode, makeWorkspace } from './kit.ts';
import { logged } from './log-lines.ts';

test('an act leaves a line, even before sign-in', async () => {
  const memberId = await makeMember(await makeWorkspace(), 'agent');
  const { keys } = await makeDevice();
  const code = await makeSetupCode(memberId);
  const device = 'Chrome on a desk';
  await api('POST', '/v1/sessions', { body: { code, keys, device } });
  const ask = await sha256(newSecret());
  await api('POST', '/v1/sessions/mail-code', { body: { email: `${memberId}@acme.example`, ask, device } });
  expect(logged('request')).toMatchObject([
    { method: 'POST', route: '/v1/sessions', status: 200 },
    { method: 'POST', route: '/v1/sessions/mail-code', status: 200 },
  ]);
});

test('a read leaves a line only when it is refused', async () => {
  const { token } = await makeRep();
  const reads = () => logged('request').filter(({ method }) => method === 'GET');
  await api('GET', '/v1/me', { token });
  expect(reads()).toEqual([]);
  await api('GET', '/v1/me');
  expect(reads()).toMatchObject([{ route: '/v1/me', status: 401 }]);
});
