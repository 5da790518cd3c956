import { getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, test } from 'vitest';
import { areaCodeOf } from '../../shared/numbers/area-code.ts';
import { chooseCallerId } from '../../shared/numbers/caller-id.ts';
import { classify, normalise } from '../../shared/numbers/classify.ts';
import { E164 } from '../../shared/numbers/contract.ts';

const e164 = (text: string) => E164.parse(text);

describe('a number as written', () => {
  test.each([
    ['(212) 555-1234'],
    ['212-555-1234'],
    ['212.555.1234'],
    ['1-212-555-1234'],
    ['+1 212 555 1234'],
    ['212 555 1234'],
    ['2125551234'],
    ['1 212 555 1234'],
    ['+1 (212) 555-1234'],
    ['+1.212.555.1234'],
    ['tel:+1-212-555-1234'],
    ['(212) 555-1234 ext. 22'],
    ['212-555-1234 x9'],
    ['\u202a212\u2011555\u20111234\u202c'],
    ['２１２ ５５５ １２３４'],
  ])('%s is dialled as +12125551234 [F034.1]', written => {
    expect(normalise(written, 'US')).toBe('+12125551234');
  });

  test('is read by the rules of the workspace’s country when it has no country code [F034.2]', () => {
    expect(normalise('020 7946 0000', 'GB')).toBe('+442079460000');
    expect(normalise('030 123456', 'DE')).toBe('+4930123456');
    expect(normalise('+44 20 7946 0000', 'US')).toBe('+442079460000');
  });

  test('of every country with mobile numbers can be dialled unless it costs extra', () => {
    const refused = getCountries().filter(country => {
      const example = getExampleNumber(country, examples);
      return example && classify(example.number, 'US').kind !== 'dialable';
    });
    expect(refused).toEqual([]);
  });

  test('reserved for fiction can be dialled in every area code', () => {
    for (const written of ['(212) 555-0100', '(415) 555-0199', '(303) 555-0107'])
      expect(classify(written, 'US').kind).toBe('dialable');
  });
});

describe('a number that must not be dialled', () => {
  test.each([
    ['911', 'US'],
    ['+1 911', 'US'],
    ['9-1-1', 'US'],
    ['９１１', 'US'],
    ['112', 'DE'],
    ['999', 'GB'],
    ['000', 'AU'],
    ['933', 'US'],
    ['988', 'US'],
    ['411', 'CA'],
    ['110', 'JP'],
    ['15', 'FR'],
  ])('%s in %s reaches help or a short code: refused', (written, country) => {
    expect(classify(written, country).kind).toBe('emergency');
  });

  test.each([
    ['+1 900 555 1234'],
    ['(900) 555-1234'],
    ['+1 212 976 1234'],
    ['+33 899 12 34 56'],
    ['+44 909 879 0000'],
    ['+881 6 1234 5678'],
    ['+882 16 12345678'],
    ['+979 1 2345 6789'],
    ['+1 500 555 0006'],
  ])('%s costs extra: refused', written => {
    expect(classify(written, 'US').kind).toBe('premium');
  });

  test.each([['+1 555 555 0100'], ['+1 212 055 1234'], ['+49 1'], ['+44 1632 960001 99']])(
    '%s is not in use: refused',
    written => {
      expect(['unassigned', 'not_a_number']).toContain(classify(written, 'US').kind);
    },
  );

  test.each([[''], ['   '], ['call me'], ['12'], ['+'], ['++1212'], ['1'.repeat(64)], ['<b>212</b>']])(
    '“%s” is not a number',
    written => {
      expect(['unassigned', 'not_a_number']).toContain(classify(written, 'US').kind);
    },
  );

  test('can be Jamaican although it begins with +1 like American numbers', () => {
    expect(classify('+1 876 234 5678', 'US')).toMatchObject({ kind: 'dialable', country: 'JM' });
  });
});

describe('the number the customer sees', () => {
  const owned = [e164('+12125550190'), e164('+14155550191')];
  const foreign = e164('+13035550192');

  test('is the workspace’s first when nothing else is chosen', () => {
    expect(chooseCallerId(owned, {})).toEqual({ from: owned[0], reason: 'first' });
  });

  test('is the number this contact was last called from', () => {
    expect(chooseCallerId(owned, { sticky: owned[1] })).toEqual({ from: owned[1], reason: 'sticky' });
  });

  test('follows the order picked, local, override, sticky, first [F004.3] [F029.3]', () => {
    const wishes = { picked: owned[1], local: owned[0], override: owned[0], sticky: owned[0] };
    expect(chooseCallerId(owned, wishes)?.reason).toBe('picked');
    expect(chooseCallerId(owned, { ...wishes, picked: undefined })?.reason).toBe('local');
    expect(chooseCallerId(owned, { override: owned[0], sticky: owned[1] })?.reason).toBe('override');
    expect(chooseCallerId(owned, { sticky: owned[1] })?.reason).toBe('sticky');
    expect(chooseCallerId(owned, {})?.reason).toBe('first');
  });

  test('is never a number the workspace does not own', () => {
    expect(chooseCallerId(owned, { picked: foreign, sticky: foreign })?.reason).toBe('first');
    expect(chooseCallerId([], { picked: foreign })).toBeUndefined();
  });

  test('shows its area code if its plan has one', () => {
    expect(areaCodeOf(e164('+12125550100'))).toBe('212');
    expect(areaCodeOf(e164('+442079460000'))).toBe('');
  });
});
