import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { verifyToken } from '../../sandbox/carrier/signalling/verify-token.ts';
import { accessToken } from './engine-device.ts';
import { ACCOUNT, APP_SID } from './engine-stand.ts';

const NOW_S = 1_800_000_000;
const HEADER = { alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' };
const CLAIMS = {
  jti: `${ACCOUNT.apiKeySid}-${NOW_S}`,
  iss: ACCOUNT.apiKeySid,
  sub: ACCOUNT.sid,
  iat: NOW_S,
  exp: NOW_S + 600,
  grants: { identity: 'mem_anna', voice: { outgoing: { application_sid: APP_SID } } },
};

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const sign = (header: unknown, claims: unknown, secret = ACCOUNT.apiKeySecret) => {
  const signed = `${part(header)}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
};
const KEYS = {
  sid: ACCOUNT.sid,
  secretOf: (key: string) => (key === ACCOUNT.apiKeySid ? ACCOUNT.apiKeySecret : undefined),
};
const verify = (token: string) => verifyToken(token, KEYS, NOW_S * 1000);

describe('an access token', () => {
  test('of the official library is accepted', () => {
    expect(verifyToken(accessToken('mem_anna'), KEYS, Date.now())).toMatchObject({
      ok: true,
      value: { identity: 'mem_anna', accountSid: ACCOUNT.sid, applicationSid: APP_SID },
    });
  });

  test('tells how long it is valid', () => {
    expect(verify(sign(HEADER, CLAIMS))).toMatchObject({ ok: true, value: { ttl: 600 } });
  });

  test.each([
    ['without an identity', {}],
    ['with an empty one', { identity: '' }],
  ])('%s is anonymous: it may call, and cannot be called', (_what, identity) => {
    const grants = { ...identity, voice: { ...CLAIMS.grants.voice, incoming: { allow: true } } };
    expect(verify(sign(HEADER, { ...CLAIMS, grants }))).toMatchObject({
      ok: true,
      value: { identity: 'Anonymous', applicationSid: APP_SID, takesCalls: false },
    });
  });

  test.each([
    ['that is no token', 'hello', 31204],
    ['of four parts', `${sign(HEADER, CLAIMS)}.x`, 31204],
    ['without the content type of Twilio', sign({ alg: 'HS256', typ: 'JWT' }, CLAIMS), 31204],
    ['that is not signed', sign({ ...HEADER, alg: 'none' }, CLAIMS), 31204],
    ['without a voice grant', sign(HEADER, { ...CLAIMS, grants: { identity: 'mem_anna' } }), 31204],
    ['signed with another secret', sign(HEADER, CLAIMS, 'another'), 31201],
    ['of another key', sign(HEADER, { ...CLAIMS, iss: `SK${'0'.repeat(32)}` }), 31202],
    ['of another account', sign(HEADER, { ...CLAIMS, sub: `AC${'0'.repeat(32)}` }), 31202],
    ['that has expired', sign(HEADER, { ...CLAIMS, exp: NOW_S }), 31205],
    ['that is not valid yet', sign(HEADER, { ...CLAIMS, nbf: NOW_S + 60 }), 31204],
    ['valid for more than a day', sign(HEADER, { ...CLAIMS, exp: NOW_S + 86_401 }), 31207],
  ])('%s is refused', (_what, token, code) => {
    expect(verify(token)).toEqual({ ok: false, error: code });
  });
});
