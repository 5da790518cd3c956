import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { expect, test } from 'vitest';
import { makeRules } from '../../extension/pages/make-rules.ts';
import { fromInternational } from '../../extension/pages/numbering.ts';
import { NORTH_AMERICA } from '../../extension/pages/rules/north-america.ts';
import { CALLING_CODES } from '../../extension/pages/rules/numbers.ts';
import { REGIONS } from '../../extension/pages/rules/regions.ts';
import { E164 } from '../../shared/numbers/contract.ts';
import { runs } from '../runs.ts';

const LARGEST_BYTES = 36_000;

const RULES = '../../extension/pages/rules/';

test('the committed rules match the current metadata', async () => {
  for (const [name, content] of Object.entries(makeRules()))
    await expect(content).toMatchFileSnapshot(RULES + name);
});

test('the rules are small enough for a script in every page', async () => {
  const sizes = await Promise.all(
    Object.keys(makeRules()).map(async name => {
      const file = await readFile(new URL(RULES + name, `file://${import.meta.filename}`));
      return file.byteLength;
    }),
  );
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(LARGEST_BYTES);
  expect(Object.keys({ ...REGIONS, ...NORTH_AMERICA }).length).toBeGreaterThan(200);
});

test('a number is valid by the rules exactly when it is valid by the full metadata and fits E.164', () => {
  const code = fc.constantFrom(...CALLING_CODES.split(' '));
  const rest = fc.stringMatching(/^\d{4,14}$/);
  fc.assert(
    fc.property(code, rest, (callingCode, national) => {
      const digits = callingCode + national;
      // Fictitious numbers are our own addition: libphonenumber need not accept them.
      fc.pre(!/^1\d{3}55501/.test(digits));
      const parsed = parsePhoneNumberFromString(`+${digits}`);
      // The library drops a national prefix ("+46 0…"): then the digits shown are not the digits dialled.
      const isValid =
        parsed?.isValid() === true && parsed.number === `+${digits}` && E164.safeParse(parsed.number).success;
      expect(fromInternational(digits) !== null, digits).toBe(isValid);
    }),
    { numRuns: runs(20_000) },
  );
});

test('numbers reserved for fiction are accepted in every area code, but no invented area code is', () => {
  expect(fromInternational('12125550100')).toBe('+12125550100');
  expect(fromInternational('13055550199')).toBe('+13055550199');
  expect(fromInternational('11235550100')).toBeNull();
  expect(fromInternational('15555550100')).toBeNull();
});

test('a number too short or too long for E.164 is invalid, even if a numbering plan has it', () => {
  expect(fromInternational('431110')).toBeNull();
  expect(fromInternational('491681234567890')).toBe('+491681234567890');
  expect(fromInternational('4916812345678901')).toBeNull();
});

test('digits read as a national prefix do not make a separate number', () => {
  expect(fromInternational('3758100000000')).toBeNull();
  expect(fromInternational('375800123456')).toBe('+375800123456');
});
