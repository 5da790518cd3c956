import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, test } from 'vitest';
import type { Session } from '../../extension/session.ts';
import { ConnectPage } from '../../extension/team/desk/ConnectPage.tsx';
import { groupCode, reachOf } from '../../extension/team/desk/check.ts';
import { createConnect, type Wires } from '../../extension/team/desk/model.ts';
import { err, ok } from '../../shared/result.ts';
import { dana, NOW } from './screens-fixtures.ts';

afterEach(cleanup);

const CODE = 'ABCDE-FGHJK-MNPQR-STVWX';
const session: Session = {
  serverUrl: 'http://localhost:8787',
  token: 'rs_token',
  expiresAt: NOW,
  me: dana,
};

const open = (answers: Partial<Wires> = {}, signedIn = false) => {
  const seen = { signIns: [] as string[][], changes: 0 };
  let current: Session | null = signedIn ? session : null;
  const connect = createConnect({
    reach: { address: 'http://localhost:8787', fixed: false },
    device: 'Chromium on Linux',
    getSession: async () => current,
    signIn: async (...asked) => {
      seen.signIns.push(asked);
      current = session;
      return ok({ token: session.token, expiresAt: NOW, me: dana });
    },
    signOut: async () => {
      current = null;
      return ok({});
    },
    sessionChanged: async () => {
      seen.changes += 1;
    },
    ...answers,
  });
  render(<ConnectPage connect={connect} />);
  return seen;
};

const type = async (label: string, value: string) =>
  fireEvent.input(await screen.findByLabelText(label), { target: { value } });
const address = (value: string) => type('Address of your Ringside Worker', value);
const code = (value: string) => type('Setup code', value);
const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));

describe('connecting with a setup code', () => {
  test('signs in at the address with the code, says who is here, and tells the phone', async () => {
    const seen = open();
    await code(CODE);
    await press('Connect');
    expect(await screen.findByText('You are connected')).toBeTruthy();
    expect(screen.getByText('Dana Reyes')).toBeTruthy();
    expect(screen.getByText('Acme Sales')).toBeTruthy();
    expect(seen.signIns).toEqual([['http://localhost:8787', CODE, 'Chromium on Linux']]);
    expect(seen.changes).toBe(1);
  });

  test('says what is wrong with each field and sends nothing', async () => {
    const seen = open();
    await address('  ');
    await press('Connect');
    expect(await screen.findByText('Enter the address.')).toBeTruthy();
    expect(screen.getByText('Enter the setup code.')).toBeTruthy();
    await code('ABC');
    await press('Connect');
    expect(await screen.findByText('A setup code has 20 letters and digits.')).toBeTruthy();
    expect(seen.signIns).toEqual([]);
  });

  test('a build for this machine does not send the code elsewhere', async () => {
    const seen = open();
    await address('https://ringside.example');
    await code(CODE);
    await press('Connect');
    expect(await screen.findByText(/only talks to this machine/)).toBeTruthy();
    expect(seen.signIns).toEqual([]);
  });

  test.each([
    [{ reason: 'code_not_valid' }, /This code does not work/],
    [{ reason: 'too_many_tries', retryAfterSeconds: 40 }, 'Too many tries. Wait 40 seconds, then try again.'],
    [{ reason: 'offline' }, /Nobody answers at this address/],
    [{ reason: 'server', detail: 'Something broke.', requestId: 'req_9' }, 'req_9'],
  ] as const)('says what went wrong: %o', async (error, words) => {
    open({ signIn: async () => err(error) });
    await code(CODE);
    await press('Connect');
    expect(await screen.findByText(words)).toBeTruthy();
  });

  test('signing out leads back to the form, and says when the Worker could not be told', async () => {
    const left = { current: true };
    const seen = open(
      {
        getSession: async () => (left.current ? session : null),
        signOut: async () => {
          left.current = false;
          return err({ reason: 'offline' });
        },
      },
      true,
    );
    await press('Sign out of this browser');
    expect(await screen.findByText(/The Worker could not be told/)).toBeTruthy();
    await waitFor(() => expect(seen.changes).toBe(1));
  });

  test('a setup code is grouped as it is printed', () => {
    expect(groupCode('abcdefghjkmnpqrstvwx')).toBe(CODE);
    expect(groupCode('abc de-f')).toBe('ABCDE-F');
  });

  test('where a build may connect follows from its manifest', () => {
    expect(reachOf(['http://localhost/*', 'http://127.0.0.1/*'])).toEqual({
      address: 'http://localhost:8787',
      fixed: false,
    });
    expect(reachOf(['https://ringside.acme.workers.dev/*'])).toEqual({
      address: 'https://ringside.acme.workers.dev',
      fixed: true,
    });
  });
});
