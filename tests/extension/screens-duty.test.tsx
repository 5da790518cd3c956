import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, test } from 'vitest';
import { Panel } from '../../extension/calls/panel/Panel.tsx';
import type { PhoneState } from '../../extension/messages.ts';
import { ok } from '../../shared/result.ts';
import { aCall, aDesk, aState, newYork } from './screens-fixtures.ts';

afterEach(cleanup);

const open = async (state: PhoneState, desk = aDesk()) => {
  render(<Panel panel={desk.panel} />);
  await waitFor(() => expect(desk.asked.connections).toBe(1));
  desk.show(state);
  return desk;
};

const button = (name: string) => screen.findByRole('button', { name });

describe('being connected', () => {
  test('a signed-out rep is led to the page that connects', async () => {
    const desk = await open(aState(null, { duty: 'signed_out' }));
    fireEvent.click(await button('Connect'));
    expect(desk.asked.options).toBe(1);
  });

  test('the signed-in member is requested once, not with each change of the call', async () => {
    let asked = 0;
    const desk = aDesk({
      numbers: async () => {
        asked += 1;
        return ok([newYork]);
      },
    });
    await open(aState(), desk);
    await screen.findByText('Acme Sales');
    desk.show(aState(aCall('ringing')));
    desk.show(aState(aCall('active')));
    await screen.findByRole('button', { name: 'End' });
    expect(asked).toBe(1);
  });

  test('a phone that disappears is started again, and the call it reports is shown', async () => {
    const desk = await open(aState(aCall('active')));
    await button('End');
    desk.breakPort();
    await waitFor(() => expect(desk.asked.connections).toBe(2));
    expect(desk.asked.duty).toBe(2);
    desk.show(aState(aCall('active', { muted: true })));
    expect(await screen.findByRole('button', { name: 'Mute', pressed: true })).toBeTruthy();
  });
});
