import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, test } from 'vitest';
import { GrantPage } from '../../extension/microphone/GrantPage.tsx';
import { type Browser, createGrant } from '../../extension/microphone/grant.ts';

afterEach(cleanup);

const open = (state: PermissionState, openMicrophone: Browser['openMicrophone']) => {
  const seen = { told: 0, closed: 0, stopped: 0, settings: 0 };
  const permission = Object.assign(new EventTarget(), { state });
  const model = createGrant({
    permission: async () => permission,
    openMicrophone,
    tellPhone: async () => {
      seen.told += 1;
    },
    openSiteSettings: () => {
      seen.settings += 1;
    },
    close: () => {
      seen.closed += 1;
    },
  });
  render(<GrantPage model={model} />);
  return { seen, permission };
};

/** A stream whose only track reports when it is stopped. */
const stream = async (onStop: () => void) => ({ getTracks: () => [{ stop: onStop }] });

const no =
  (name: string, message = '') =>
  () =>
    Promise.reject(new DOMException(message, name));
const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));

describe('the microphone page', () => {
  test('asks on a click, releases the microphone at once, tells the phone and closes', async () => {
    let stops = 0;
    const { seen } = open('prompt', () =>
      stream(() => {
        stops += 1;
      }),
    );
    await press('Allow microphone');
    expect(await screen.findByText('Your microphone is allowed')).toBeTruthy();
    expect([stops, seen.told]).toEqual([1, 1]);
    await waitFor(() => expect(seen.closed).toBe(1), { timeout: 3000 });
  });

  test('continues at once when the microphone is already allowed', async () => {
    const { seen } = open('granted', () => stream(() => {}));
    await waitFor(() => expect(seen.told).toBe(1));
  });

  test('a refusal says how to allow it in Chrome’s settings, and stays open', async () => {
    const { seen } = open('prompt', no('NotAllowedError', 'Permission denied'));
    await press('Allow microphone');
    expect(await screen.findByText('The microphone is blocked for Ringside')).toBeTruthy();
    await press('Open the settings');
    expect(seen).toMatchObject({ told: 0, closed: 0, settings: 1 });
  });

  test('continues automatically when it is allowed in the settings', async () => {
    const { seen, permission } = open('denied', () => stream(() => {}));
    await screen.findByText('The microphone is blocked for Ringside');
    permission.state = 'granted';
    permission.dispatchEvent(new Event('change'));
    await waitFor(() => expect(seen.told).toBe(1));
  });

  test.each([
    ['NotAllowedError', 'Permission dismissed', 'Chrome’s question was closed'],
    [
      'NotAllowedError',
      'Permission denied by system',
      'Your computer does not let Chrome use the microphone',
    ],
    ['NotFoundError', 'Requested device not found', 'No microphone was found'],
    ['NotReadableError', 'Could not start audio source', 'The microphone could not be opened'],
  ])('tells %s "%s" apart and offers another try', async (name, message, head) => {
    open('prompt', no(name, message));
    await press('Allow microphone');
    expect(await screen.findByText(head)).toBeTruthy();
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy();
  });
});
