import { describe, expect, it } from 'vitest';
import { createHours } from '../../extension/settings/desk/hours-model.ts';
import { err, ok } from '../../shared/result.ts';
import { type Hours, usualHours } from '../../shared/workspace/hours.ts';

const settings = (hours: Hours | null, revision = 'r1') => ({
  revisions: { hours: revision, basic: 'r1' },
  name: 'Acme',
  country: 'US',
  hours,
  isOpen: true,
});
const opened = async (kept: Hours | null = null, refuse = false) => {
  const sent: unknown[] = [];
  const model = createHours({
    read: async () => ok(settings(kept)),
    save: async change => {
      sent.push(change);
      return refuse ? err({ reason: 'changed_meanwhile' }) : ok(settings(change.hours ?? null, 'r2'));
    },
    timeZone: () => 'Europe/Berlin',
  });
  await model.load();
  return { model, sent };
};

describe('business hours on screen', () => {
  it('begin with a usual week in this browser’s time zone once they are turned on', async () => {
    const { model, sent } = await opened();
    expect([model.hours.value, model.isDirty.value]).toEqual([null, false]);
    model.setAlways(false);
    expect(model.hours.value).toEqual(usualHours('Europe/Berlin'));
    await model.save();
    expect(sent).toEqual([{ revisions: { hours: 'r1', basic: 'r1' }, hours: usualHours('Europe/Berlin') }]);
    expect([model.isDirty.value, model.note.value]).toEqual([false, 'Saved.']);
  });

  it('go back to always with one click, and to the saved hours with another', async () => {
    const { model, sent } = await opened(usualHours('UTC'));
    model.setAlways(true);
    await model.save();
    expect(sent).toEqual([{ revisions: { hours: 'r1', basic: 'r1' }, hours: null }]);
    model.setAlways(false);
    model.undo();
    expect(model.hours.value).toBeNull();
  });

  it('are changed day by day, with holidays added and removed', async () => {
    const { model } = await opened(usualHours('UTC'));
    model.setDay('sat', { from: '10:00', to: '14:00' });
    model.setDay('fri', null);
    model.addHoliday();
    model.setHoliday(0, { date: '2026-12-25', name: 'Christmas' });
    model.addHoliday();
    model.removeHoliday(1);
    expect(await model.save()).toBe(true);
    expect(model.hours.value).toMatchObject({
      week: { fri: null, sat: { from: '10:00', to: '14:00' } },
      holidays: [{ date: '2026-12-25', name: 'Christmas' }],
    });
  });

  it('show invalid values at their field, and send nothing', async () => {
    const { model, sent } = await opened(usualHours('UTC'));
    model.setDay('mon', { from: '17:00', to: '09:00' });
    model.setDay('tue', { from: 'nine', to: '17:00' });
    model.addHoliday();
    expect(await model.save()).toBe(false);
    expect(Object.keys(model.wrong.value).sort()).toEqual([
      'hours.holidays.0.date',
      'hours.week.mon.to',
      'hours.week.tue.from',
    ]);
    expect(sent).toEqual([]);
  });

  it('changed by another person meanwhile are not overwritten silently', async () => {
    const { model } = await opened(usualHours('UTC'), true);
    model.setTimeZone('Asia/Tokyo');
    expect(await model.save()).toBe(false);
    expect([model.trouble.value?.text, model.hours.value?.timeZone]).toEqual([
      expect.stringContaining('Somebody else has changed'),
      'Asia/Tokyo',
    ]);
  });
});
