import { describe, expect, it } from 'vitest';
import { datesIn, repDates, repTimeZone } from '../../extension/ui/format/dates.ts';
import { spokenDuration, timer } from '../../extension/ui/format/durations.ts';
import { count, oneDecimal } from '../../extension/ui/format/numbers.ts';
import { internationalNumber, plainNumber } from '../../extension/ui/format/phone-numbers.ts';

const newYork = datesIn('America/New_York');
const berlin = datesIn('Europe/Berlin');
const at = (iso: string): number => Date.parse(iso);

describe('a date', () => {
  it('is read on the clock of its time zone', () => {
    const moment = at('2026-01-05T23:30:00Z');
    expect([newYork.day(moment), berlin.day(moment)]).toEqual(['Jan 5, 2026', 'Jan 6, 2026']);
    expect(newYork.dayAndTime(moment)).toMatch(/^Jan 5, 2026, 6:30\sPM$/);
    expect(berlin.toTheSecond(moment)).toMatch(/^Jan 6, 2026, 12:30:00\sAM$/);
    expect(berlin.inFull(moment)).toMatch(/^Tuesday, January 6, 2026 at 12:30\sAM$/);
    expect(newYork.time(moment)).toMatch(/^6:30\sPM$/);
  });

  it('of the rep is read on the clock of their computer', () => {
    expect(repDates()).toBe(datesIn(repTimeZone()));
  });
});

describe('a day', () => {
  const now = at('2026-03-10T12:00:00-04:00');
  it.each([
    ['2026-03-10T00:01:00-04:00', 'Today'],
    ['2026-03-09T23:59:00-04:00', 'Yesterday'],
    ['2026-03-08T12:00:00-04:00', 'Sunday'],
    ['2026-03-04T00:00:00-05:00', 'Wednesday'],
    ['2026-03-03T23:59:00-05:00', 'March 3'],
    ['2025-12-31T12:00:00-05:00', 'December 31, 2025'],
  ])('that began with %s is called %s', (iso, word) => expect(newYork.dayWord(at(iso), now)).toBe(word));

  // In New York, March 8, 2026 has 23 hours, and November 1, 2026 has 25.
  it.each([
    ['2026-03-08T00:30:00-05:00', '2026-03-09T00:15:00-04:00'],
    ['2026-03-07T23:30:00-05:00', '2026-03-08T23:45:00-04:00'],
    ['2026-11-01T00:15:00-04:00', '2026-11-02T00:30:00-05:00'],
    ['2026-10-31T00:15:00-04:00', '2026-11-01T23:45:00-05:00'],
  ])('before a change of the clocks or after it is yesterday: %s, at %s', (iso, today) => {
    expect(newYork.dayWord(at(iso), at(today))).toBe('Yesterday');
  });

  it('can be today in one time zone and yesterday in another', () => {
    const [call, later] = [at('2026-06-01T22:30:00Z'), at('2026-06-01T23:00:00Z')];
    expect([datesIn('UTC').dayWord(call, later), berlin.dayWord(call, later)]).toEqual(['Today', 'Today']);
    const beforeMidnight = at('2026-06-01T21:30:00Z');
    expect(berlin.dayWord(beforeMidnight, later)).toBe('Yesterday');
    expect(datesIn('UTC').dayWord(beforeMidnight, later)).toBe('Today');
  });
});

describe('figures', () => {
  it('are grouped and rounded', () => {
    expect([count(1_234_567), count(12.4), oneDecimal(4), oneDecimal(0.04)]).toEqual([
      '1,234,567',
      '12',
      '4.0',
      '0.0',
    ]);
  });

  it('of a duration can be seen and heard', () => {
    expect([timer(42_000), timer(3_725_000)]).toEqual(['00:42', '1:02:05']);
    expect([spokenDuration(252_000), spokenDuration(3_601_000), spokenDuration(0)]).toEqual([
      '4 minutes 12 seconds',
      '1 hour 1 second',
      '0 seconds',
    ]);
  });

  it('of a phone number are spelled as its country does', () => {
    expect(internationalNumber('+12125550123')).toBe('+1 212 555 0123');
    expect([plainNumber('(212) 555-0123', 'US'), plainNumber('nothing', 'US')]).toEqual([
      '+12125550123',
      'nothing',
    ]);
  });
});
