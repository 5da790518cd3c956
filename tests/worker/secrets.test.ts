import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import * as fromOutside from '../../scripts/seal.ts';
import { addressSignature, isOldSeal, isSignedAddress, seal, unseal } from '../../worker/secrets/index.ts';

const CONTEXT = { workspaceId: 'ws_1', name: 'auth_token' };
const SECRET = 'a secret with ümlauts and 🔑';
const first = env.SEALING_KEY_1 ?? '';
const rotated = { ...env, SEALING_KEY_2: fromOutside.newSealingKey() };
const { SEALING_KEY_1: _, ...withoutFirst } = rotated;

describe('a sealed secret', () => {
  test('opens in the context it was sealed for, and never looks the same twice', async () => {
    const [one, two] = [await seal(env, CONTEXT, SECRET), await seal(env, CONTEXT, SECRET)];
    expect(one).not.toBe(two);
    expect(await unseal(env, CONTEXT, one)).toBe(SECRET);
  });

  test.each([
    ['workspace', { ...CONTEXT, workspaceId: 'ws_2' }],
    ['name', { ...CONTEXT, name: 'api_key_secret' }],
  ])('does not open for another %s', async (_, context) => {
    expect(await unseal(env, context, await seal(env, CONTEXT, SECRET))).toBeUndefined();
  });

  test('does not open once a single character is changed', async () => {
    const sealed = await seal(env, CONTEXT, SECRET);
    for (let at = 2; at < sealed.length - 1; at += 7) {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      expect(await unseal(env, CONTEXT, sealed.slice(0, at) + other + sealed.slice(at + 1))).toBeUndefined();
    }
  });

  test.each(['', '1', '1.', 'x.y', '9.AAAA', '1.AAAA'])('cannot be “%s”', async sealed => {
    expect(await unseal(env, CONTEXT, sealed)).toBeUndefined();
  });

  test('outlives a new key, is recognised as old, and no longer opens when its own key is gone', async () => {
    const old = await seal(env, CONTEXT, SECRET);
    expect([await unseal(rotated, CONTEXT, old), isOldSeal(rotated, old)]).toEqual([SECRET, true]);
    const anew = await seal(rotated, CONTEXT, SECRET);
    expect([await unseal(withoutFirst, CONTEXT, anew), isOldSeal(rotated, anew)]).toEqual([SECRET, false]);
    expect(await unseal(withoutFirst, CONTEXT, old)).toBeUndefined();
  });

  test('is made the same way outside the Worker', async () => {
    expect(await unseal(env, CONTEXT, fromOutside.sealed(first, CONTEXT, SECRET))).toBe(SECRET);
    expect(fromOutside.addressSignature(first, 'key')).toBe(await addressSignature(env, 'key'));
  });
});

test('an address is accepted when it is signed under any current key, for its own workspace only', async () => {
  const signature = await addressSignature(env, 'key');
  expect(await isSignedAddress(rotated, 'key', signature)).toBe(true);
  expect(await isSignedAddress(env, 'other', signature)).toBe(false);
  expect(await isSignedAddress(withoutFirst, 'key', signature)).toBe(false);
  for (const wrong of ['', signature.slice(1), `${signature}0`])
    expect(await isSignedAddress(env, 'key', wrong)).toBe(false);
});
