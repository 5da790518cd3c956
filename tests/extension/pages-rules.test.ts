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

test('the committed rules are what the metadata says today', async () => {
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

test('a number is valid by the rules exactly when it is by the whole metadata and fits E.164', () => {
  const code = fc.constantFrom(...CALLING_CODES.split(' '));
  const rest = fc.stringMatching(/^\d{4,14}$/);
  fc.assert(
    fc.property(code, rest, (callingCode, national) => {
      const digits = callingCode + national;
      // Fiction is ours alone: other people's programs need not accept it.
      fc.pre(!/^1\d{3}55501/.test(digits));
      const parsed = parsePhoneNumberFromString(`+${digits}`);
      // The library leaves a national prefix out ("+46 0…"): then what is shown is not what is dialled.
      const isValid =
        parsed?.isValid() === true && parsed.number === `+${digits}` && E164.safeParse(parsed.number).success;
      expect(fromInternational(digits) !== null, digits).toBe(isValid);
    }),
    { numRuns: runs(20_000) },
  );
});

test('numbers reserved for fiction are accepted in every area, and no invented area is', () => {
  expect(fromInternational('12125550100')).toBe('+12125550100');
  expect(fromInternational('13055550199')).toBe('+13055550199');
  expect(fromInternational('11235550100')).toBeNull();
  expect(fromInternational('15555550100')).toBeNull();
});

test('a number too short or too long for E.164 is none, though a plan has it', () => {
  expect(fromInternational('431110')).toBeNull();
  expect(fromInternational('491681234567890')).toBe('+491681234567890');
  expect(fromInternational('4916812345678901')).toBeNull();
});

test('digits that are read as a national prefix do not make a number of their own', () => {
  expect(fromInternational('3758100000000')).toBeNull();
  expect(fromInternational('375800123456')).toBe('+375800123456');
});
