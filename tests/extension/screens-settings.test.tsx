import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { CountriesPage } from '../../extension/settings/desk/CountriesPage.tsx';
import { createCountries, type Ports } from '../../extension/settings/desk/countries-model.ts';
import { HoursPage } from '../../extension/settings/desk/HoursPage.tsx';
import { createHours } from '../../extension/settings/desk/hours-model.ts';
import { createBasic } from '../../extension/settings/desk/model.ts';
import { BasicPage } from '../../extension/settings/desk/SettingsPage.tsx';
import { err, ok } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings/groups.ts';
import { usualHours } from '../../shared/workspace/hours.ts';
import { SETTINGS } from './settings-fixture.ts';

afterEach(cleanup);

const open = async (read: Partial<Settings> = {}, over: Partial<Ports> = {}) => {
  const saved: unknown[] = [];
  const model = createCountries({
    read: async () => ok({ ...SETTINGS, ...read }),
    save: async change => {
      saved.push(change.allowedCountries);
      return ok({ ...SETTINGS, ...read, allowedCountries: change.allowedCountries ?? null });
    },
    ...over,
  });
  render(<CountriesPage model={model} />);
  return { saved, find: await screen.findByLabelText('Add a country') };
};

const enter = () => fireEvent.submit(document.querySelector('form') as HTMLFormElement);
const names = () =>
  screen.queryAllByRole('button', { name: /^Remove / }).map(each => each.getAttribute('aria-label'));
const save = () => screen.getByRole('button', { name: 'Update Workspace' });
const isBefore = (one: Element, other: Element) =>
  (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

test('Enter adds the first country found, and saves when the field is empty', async () => {
  const { saved, find } = await open();
  fireEvent.input(find, { target: { value: 'latv' } });
  enter();
  await screen.findByRole('button', { name: 'Remove Latvia' });
  expect(names()).toEqual(['Remove Latvia', 'Remove United States']);
  expect(saved).toEqual([]);
  enter();
  expect(await screen.findByText('Saved.')).toBeTruthy();
  expect(saved).toEqual([['US', 'LV']]);
});

test('an error in saving is shown right before the button, and disappears with the next change', async () => {
  const { find } = await open(
    { allowedCountries: ['US', 'DE'] },
    { save: async () => err({ reason: 'offline' }) },
  );
  fireEvent.click(screen.getByRole('button', { name: 'Remove Germany' }));
  fireEvent.click(save());
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('The server does not answer');
  expect([isBefore(find, alert), isBefore(alert, save())]).toEqual([true, true]);
  expect(names()).toEqual(['Remove United States']);
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(screen.queryByRole('alert')).toBeNull();
  expect(names()).toEqual(['Remove Germany', 'Remove United States']);
});

test('an invalid field gets the focus: a workspace without a country, hours that end before they begin', async () => {
  const { find, saved } = await open({ allowedCountries: ['US'] });
  fireEvent.click(screen.getByRole('button', { name: 'Remove United States' }));
  await screen.findByText('No countries allowed: nobody can be called.');
  fireEvent.click(save());
  await waitFor(() => expect(document.activeElement).toBe(find));
  expect(saved).toEqual([]);
  cleanup();

  const hours = createHours({
    read: async () => ok({ ...SETTINGS, hours: usualHours('UTC') }),
    save: async () => err({ reason: 'offline' }),
    timeZone: () => 'UTC',
  });
  render(<HoursPage model={hours} />);
  const closes = await screen.findByLabelText('Monday, closes at');
  fireEvent.input(closes, { target: { value: '08:00' } });
  fireEvent.click(save());
  await screen.findByText(/The closing time must be after the opening time/);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Monday, closes at')));
});

test('correcting one of two invalid fields does not move the focus to the other while typing', async () => {
  const model = createBasic({ read: async () => ok(SETTINGS), save: async () => err({ reason: 'offline' }) });
  render(<BasicPage model={model} />);
  const name = await screen.findByLabelText('Name of the workspace');
  const sid = screen.getByLabelText('Account SID');
  const type = (field: HTMLElement, value: string) => fireEvent.input(field, { target: { value } });
  type(name, ' ');
  type(sid, 'AC1');
  fireEvent.click(save());
  await waitFor(() => expect(document.activeElement).toBe(name));
  sid.focus();
  type(sid, `AC${'1'.repeat(32)}`);
  await waitFor(() => expect(sid.getAttribute('aria-invalid')).toBe('false'));
  const token = screen.getByLabelText('Auth Token');
  type(token, 't');
  await waitFor(() => expect(token).toHaveProperty('value', 't'));
  expect([document.activeElement, name.getAttribute('aria-invalid')]).toEqual([sid, 'true']);
});

test('a country the carrier bars is marked in its row; the remedy is given once, and only then', async () => {
  await open({ allowedCountries: ['US', 'LV', 'CU'], barredCountries: ['LV', 'CU', 'KZ'] });
  const rows = screen.getAllByRole('listitem');
  const barred = rows.filter(row => within(row).queryByText(/does not let your account call it yet/));
  expect(barred.map(row => row.textContent)).toEqual([
    expect.stringContaining('Cuba'),
    expect.stringContaining('Latvia'),
  ]);
  expect(screen.getAllByText(/Geo permissions/)).toHaveLength(1);
  cleanup();
  await open({ barredCountries: ['LV'] });
  expect(screen.queryByText(/Geo permissions/)).toBeNull();
});
