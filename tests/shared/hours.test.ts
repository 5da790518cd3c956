import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Hours, isOpenAt, nextOpening, usualHours } from '../../shared/workspace/hours.ts';

const NEW_YORK = usualHours('America/New_York');
const at = (text: string): number => Date.parse(text);

describe('business hours', () => {
  it.each([
    ['2026-11-23T13:59:59Z', false, 'a second before nine'],
    ['2026-11-23T14:00:00Z', true, 'nine on Monday'],
    ['2026-11-23T21:59:59Z', true, 'a second before five'],
    ['2026-11-23T22:00:00Z', false, 'five'],
    ['2026-11-21T16:00:00Z', false, 'Saturday noon'],
    // The week after the clocks went back an hour, and the week before.
    ['2026-11-02T13:30:00Z', false, 'half past eight in winter'],
    ['2026-10-30T13:30:00Z', true, 'half past nine in summer'],
  ])('at %s are %s: %s [F101.2]', (text, open) => expect(isOpenAt(NEW_YORK, at(text))).toBe(open));

  it('follow their own time zone', () => {
    const moment = at('2026-11-23T23:30:00Z');
    expect(isOpenAt(NEW_YORK, moment)).toBe(false);
    expect(isOpenAt({ ...NEW_YORK, timeZone: 'Asia/Tokyo' }, moment)).toBe(false);
    expect(isOpenAt({ ...NEW_YORK, timeZone: 'Pacific/Auckland' }, moment)).toBe(true);
    expect(isOpenAt({ ...NEW_YORK, timeZone: 'America/Los_Angeles' }, moment)).toBe(true);
  });

  it('stay closed on a holiday, all day, and only on that', () => {
    const hours = { ...NEW_YORK, holidays: [{ date: '2026-11-26', name: 'Thanksgiving' }] };
    expect(isOpenAt(hours, at('2026-11-26T16:00:00Z'))).toBe(false);
    expect(isOpenAt(hours, at('2026-11-27T16:00:00Z'))).toBe(true);
  });

  it('follow the clock of their zone, even on the days it changes, and do not apply on a holiday [F101.3]', () => {
    const sundays = { ...NEW_YORK, week: { ...NEW_YORK.week, sun: { from: '09:00', to: '17:00' } } };
    // The clocks go forward on 2026-03-08 and back on 2026-11-01.
    for (const [opens, closes] of [
      ['2026-03-08T13:00:00Z', '2026-03-08T21:00:00Z'],
      ['2026-11-01T14:00:00Z', '2026-11-01T22:00:00Z'],
    ]) {
      const moments = [at(opens ?? '') - 1000, at(opens ?? ''), at(closes ?? '') - 1000, at(closes ?? '')];
      expect(moments.map(moment => isOpenAt(sundays, moment))).toEqual([false, true, true, false]);
      expect(isOpenAt({ ...sundays, timeZone: 'Asia/Tokyo' }, at(opens ?? ''))).toBe(false);
    }
    const holiday = { ...sundays, holidays: [{ date: '2026-11-01', name: 'All Saints' }] };
    for (const hour of ['04:00:00', '14:00:00', '18:00:00', '21:59:59'])
      expect(isOpenAt(holiday, at(`2026-11-01T${hour}Z`))).toBe(false);
    expect(isOpenAt(holiday, at('2026-11-02T14:00:00Z'))).toBe(true);
  });

  it('that are unset are always open', () => expect(isOpenAt(null, at('2026-11-21T03:00:00Z'))).toBe(true));

  it('may last until midnight', () => {
    const hours = { ...NEW_YORK, week: { ...NEW_YORK.week, sat: { from: '20:00', to: '24:00' } } };
    expect(isOpenAt(hours, at('2026-11-22T04:59:00Z'))).toBe(true);
    expect(isOpenAt(hours, at('2026-11-22T05:00:00Z'))).toBe(false);
  });

  it.each([
    ['2026-11-23T12:00:00Z', { day: 'mon', from: '09:00', inDays: 0 }, 'later today'],
    ['2026-11-23T23:00:00Z', { day: 'tue', from: '09:00', inDays: 1 }, 'tomorrow'],
    ['2026-11-21T16:00:00Z', { day: 'mon', from: '09:00', inDays: 2 }, 'after the weekend'],
    ['2026-11-23T15:00:00Z', undefined, 'it is open'],
  ] as const)('open next, seen from %s: %o (%s)', (text, next, _) =>
    expect(nextOpening(NEW_YORK, at(text))).toEqual(next),
  );

  it('open next after consecutive holidays, and never if every day is closed', () => {
    const holidays = ['2026-11-23', '2026-11-24'].map(date => ({ date, name: '' }));
    expect(nextOpening({ ...NEW_YORK, holidays }, at('2026-11-22T16:00:00Z'))).toMatchObject({
      day: 'wed',
      inDays: 3,
    });
    const closed = { mon: null, tue: null, wed: null, thu: null, fri: null, sat: null, sun: null };
    expect(nextOpening({ ...NEW_YORK, week: closed }, at('2026-11-22T16:00:00Z'))).toBeUndefined();
  });

  it('are open in the very minute announced as the next opening', () => {
    const zones = [
      'America/New_York',
      'Europe/Berlin',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'Pacific/Apia',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 1_790_000_000, max: 1_830_000_000 }),
        (zone, seconds) => {
          const hours = usualHours(zone);
          const now = seconds * 1000;
          const next = nextOpening(hours, now);
          if (!next) {
            expect(isOpenAt(hours, now)).toBe(true);
            return;
          }
          // Within a week, and every minute until the opening is closed.
          let moment = now;
          while (!isOpenAt(hours, moment)) moment += 60_000 - (moment % 60_000);
          const local = new Intl.DateTimeFormat('en-US', {
            timeZone: zone,
            weekday: 'short',
            hour: '2-digit',
            minute: '2-digit',
            hourCycle: 'h23',
          }).format(moment);
          expect(local.toLowerCase()).toBe(`${next.day} ${next.from}`);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    ['no such zone', { timeZone: 'Mars/Olympus' }],
    ['a week without Sunday', { week: { ...NEW_YORK.week, sun: undefined } }],
    ['closing before opening', { week: { ...NEW_YORK.week, mon: { from: '17:00', to: '09:00' } } }],
    ['an invalid time', { week: { ...NEW_YORK.week, mon: { from: '09:60', to: '17:00' } } }],
    ['an invalid date', { holidays: [{ date: '2026-02-30', name: 'x' }] }],
    ['no date at all', { holidays: [{ date: '', name: 'x' }] }],
  ])('cannot have %s', (_, over) => {
    expect(Hours.safeParse({ ...NEW_YORK, ...over }).success).toBe(false);
    expect(Hours.safeParse(NEW_YORK).success).toBe(true);
  });

  it('are announced with a time that exists on the day the clocks go forward', () => {
    const sunday = (from: string, to: string, timeZone = 'Europe/Berlin') => ({
      ...usualHours(timeZone),
      week: { ...usualHours(timeZone).week, sun: { from, to } },
    });
    const night = at('2027-03-27T23:30:00Z');
    expect(nextOpening(sunday('02:30', '12:00'), night)).toEqual({ day: 'sun', from: '03:00', inDays: 0 });
    expect(nextOpening(sunday('02:00', '12:00'), night)?.from).toBe('03:00');
    expect(nextOpening(sunday('01:45', '12:00'), night)?.from).toBe('01:45');
    expect(nextOpening(sunday('03:30', '12:00'), night)?.from).toBe('03:30');
    // These hours fall into the skipped hour of that day.
    expect(nextOpening(sunday('02:15', '02:45'), night)).toEqual({ day: 'mon', from: '09:00', inDays: 1 });
    expect(nextOpening(sunday('02:30', '12:00'), at('2027-10-30T23:30:00Z'))?.from).toBe('02:30');
    // Clocks that skip half an hour, and a whole hour at midnight.
    const lordHowe = sunday('02:10', '12:00', 'Australia/Lord_Howe');
    expect(nextOpening(lordHowe, at('2027-10-02T14:00:00Z'))?.from).toBe('02:30');
    const santiago = sunday('00:00', '12:00', 'America/Santiago');
    expect(nextOpening(santiago, at('2027-09-04T20:00:00Z'))?.from).toBe('01:00');
  });

  it('open at the moment announced', () => {
    const zones = fc.constantFrom(
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'America/Santiago',
    );
    const minutes = fc.integer({ min: 0, max: 23 * 60 });
    const clock = (minute: number) =>
      `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    fc.assert(
      fc.property(zones, minutes, fc.integer({ min: 0, max: 365 }), (timeZone, from, days) => {
        const open = { from: clock(from), to: clock(from + 45) };
        const week = { mon: open, tue: open, wed: open, thu: open, fri: open, sat: open, sun: open };
        const hours = { timeZone, week, holidays: [] };
        const now = at('2027-01-01T12:00:00Z') + days * 86_400_000;
        const next = nextOpening(hours, now);
        if (!next) return;
        let moment = now;
        while (!isOpenAt(hours, moment)) moment += 60_000;
        const shown = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' }).format(moment);
        expect(next.from).toBe(shown);
      }),
      { numRuns: 40 },
    );
  });
});
