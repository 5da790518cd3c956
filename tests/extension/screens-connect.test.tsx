import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, test } from 'vitest';
import type { Session } from '../../extension/session.ts';
import { ConnectPage } from '../../extension/team/desk/ConnectPage.tsx';
import { groupCode, reachOf } from '../../extension/team/desk/check.ts';
import { createConnect, type Ports } from '../../extension/team/desk/model.ts';
import { newKeyPair, newTokens } from '../../extension/tokens.ts';
import { MemberId, SessionId } from '../../shared/ids.ts';
import { err, ok } from '../../shared/result.ts';
import { SetupCode } from '../../shared/sign-in/contract.ts';
import { dana, NOW } from './screens-fixtures.ts';

afterEach(cleanup);

const CODE = 'ABCDE-FGHJK-MNPQR-STVWX';
const { privateKey } = await newKeyPair();
const session: Session = {
  serverUrl: 'http://localhost:8787',
  id: SessionId.parse(`sess_${'a'.repeat(26)}`),
  tokens: newTokens(),
  accessUntil: NOW,
  next: null,
  key: privateKey,
  expiresAt: NOW,
  me: dana,
};
const opened = { sessionId: session.id, accessSeconds: 900, expiresAt: NOW, me: dana };

const open = (answers: Partial<Ports> = {}, signedIn = false) => {
  let current: Session | null = signedIn ? session : null;
  const seen = {
    signIns: [] as string[][],
    looks: [] as string[],
    mails: [] as string[],
    mailed: [] as string[][],
    changes: 0,
    restarts: 0,
    elsewhere: () => {},
    as: (next: Session | null) => {
      current = next;
    },
  };
  const connect = createConnect({
    reach: { address: 'http://localhost:8787', fixed: false },
    device: 'Chromium on Linux',
    getSession: async () => current,
    lastServer: async () => undefined,
    onElsewhere: changed => {
      seen.elsewhere = changed;
    },
    startAnew: () => {
      seen.restarts += 1;
    },
    signIn: async (...asked) => {
      seen.signIns.push(asked);
      current = session;
      return ok(opened);
    },
    lookAtCode: async (_, typed) => {
      seen.looks.push(typed);
      return ok({ name: 'Dana Reyes', email: 'dana@acme.test', role: 'agent', workspace: 'Acme Sales' });
    },
    mailCode: async (_, email) => {
      seen.mails.push(email);
      return ok({ secret: 'the-secret' });
    },
    signInByMail: async (_, ...asked) => {
      seen.mailed.push(asked);
      current = session;
      return ok(opened);
    },
    signInWithPasskey: async () => {
      current = session;
      return ok(opened);
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
const address = (value: string) => type('Address of your Ringside server', value);
const code = (value: string) => type('Setup code', value);
const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));

describe('connecting with a setup code', () => {
  test('signs in at the address with the code, shows the signed-in member, and notifies the phone', async () => {
    const seen = open();
    await code(CODE);
    await press('Connect');
    expect(await screen.findByText('You are connected')).toBeTruthy();
    expect(screen.getByText('Dana Reyes')).toBeTruthy();
    expect(screen.getByText('Acme Sales')).toBeTruthy();
    expect(seen.signIns).toEqual([['http://localhost:8787', CODE.replaceAll('-', ''), 'Chromium on Linux']]);
    expect(seen.changes).toBe(1);
  });

  test('shows what is wrong with each field, and sends nothing', async () => {
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
    [{ reason: 'offline' }, /No server answers at this address/],
    [{ reason: 'server', detail: 'Something broke.', requestId: 'req_9' }, 'req_9'],
  ] as const)('says what went wrong: %o', async (error, words) => {
    open({ signIn: async () => err(error) });
    await code(CODE);
    await press('Connect');
    expect(await screen.findByText(words)).toBeTruthy();
  });

  test('signing out leads back to the form, and says if the Worker could not be reached', async () => {
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
    expect(await screen.findByText(/The server could not be reached/)).toBeTruthy();
    await waitFor(() => expect(seen.changes).toBe(1));
  });

  test('shows whom a code signs in, and where, before it is used up', async () => {
    const seen = open();
    await code('ABCDE-FGHJK');
    expect(seen.looks).toEqual([]);
    await code(CODE);
    expect(await screen.findByText('Joins Acme Sales as Agent: Dana Reyes, dana@acme.test.')).toBeTruthy();
    await code(CODE.slice(0, -1));
    await waitFor(() => expect(screen.queryByText(/Joins Acme Sales/)).toBeNull());
  });

  test('a setup code is grouped as it is printed', () => {
    expect(groupCode('abcdefghjkmnpqrstvwx')).toBe(CODE);
    expect(groupCode('abc de-f')).toBe('ABCDE-F');
  });

  test.each([
    ['o123i-4l567 89abc—defgh', '01231-41567-89ABC-DEFGH'],
    ['O123I – 4L567 – 89ABC – DEFGH', '01231-41567-89ABC-DEFGH'],
    ['\u200bＯ１２３Ｉ\u2011４Ｌ５６７ 89abcdefgh\n', '01231-41567-89ABC-DEFGH'],
  ])('a setup code typed as %j is the code that was printed', (typed, printed) => {
    expect(groupCode(typed)).toBe(printed);
    expect(SetupCode.parse(typed)).toBe(printed.replaceAll('-', ''));
  });

  test('the servers a build may connect to follow from its manifest', () => {
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

describe('a sign-in or sign-out in another tab', () => {
  test('applies in this tab too', async () => {
    const seen = open();
    await screen.findByLabelText('Setup code');
    seen.as(session);
    seen.elsewhere();
    expect(await screen.findByText('You are connected')).toBeTruthy();
    seen.as(null);
    seen.elsewhere();
    expect(await screen.findByLabelText('Setup code')).toBeTruthy();
    expect(seen.restarts).toBe(0);
  });

  test('to another workspace reloads this tab, so that nothing of the old one stays on screen', async () => {
    const seen = open({}, true);
    await screen.findByText('You are connected');
    seen.as({
      ...session,
      me: { ...dana, member: { ...dana.member, id: MemberId.parse(`mem_${'b'.repeat(26)}`) } },
    });
    seen.elsewhere();
    await waitFor(() => expect(seen.restarts).toBe(1));
  });
});

describe('signing in without a setup code', () => {
  test('works with a code by email: first the address, then the eight digits', async () => {
    const seen = open();
    await press('Get a code by email');
    await press('Send the code');
    expect(await screen.findByText('Enter your email address.')).toBeTruthy();
    await type('Your email address', ' Dana@Acme.test ');
    await press('Send the code');
    expect(await screen.findByText(/If dana@acme.test belongs to a member/)).toBeTruthy();
    await type('Code from the email', '1234');
    await press('Sign in');
    expect((await screen.findByLabelText('Code from the email')).getAttribute('aria-invalid')).toBe('true');
    await type('Code from the email', '1234 5678');
    await press('Sign in');
    expect(await screen.findByText('You are connected')).toBeTruthy();
    expect(seen.mails).toEqual(['dana@acme.test']);
    expect(seen.mailed).toEqual([['12345678', 'the-secret', 'Chromium on Linux']]);
  });

  test.each([
    [{ reason: 'no_mail' }, /sends no email/],
    [{ reason: 'too_many_tries', retryAfterSeconds: 1 }, /Wait a second, then/],
    [{ reason: 'too_many_tries', retryAfterSeconds: 400 }, /Wait 7 minutes/],
    [{ reason: 'too_many_tries', retryAfterSeconds: 82_980 }, /Wait 24 hours/],
    [{ reason: 'offline' }, /No server answers at this address/],
  ] as const)('says why no code is sent: %o', async (error, said) => {
    open({ mailCode: async () => err(error) });
    await press('Get a code by email');
    await type('Your email address', 'dana@acme.test');
    await press('Send the code');
    expect(await screen.findByText(said)).toBeTruthy();
  });

  test('says when a mailed code does not work, and another can be requested', async () => {
    open({ signInByMail: async () => err({ reason: 'code_not_valid' }) });
    await press('Get a code by email');
    await type('Your email address', 'dana@acme.test');
    await press('Send the code');
    await type('Code from the email', '12345678');
    await press('Sign in');
    expect(await screen.findByText(/This code does not work/)).toBeTruthy();
    await press('Another address, or another email');
    expect(await screen.findByLabelText('Your email address')).toBeTruthy();
  });

  test('works with a passkey, at the address that is typed', async () => {
    const seen = open();
    await press('Sign in with a passkey');
    expect(await screen.findByText('You are connected')).toBeTruthy();
    expect(seen.changes).toBe(1);
  });

  test.each([
    [{ reason: 'gave_up' }, /No passkey was used/],
    [{ reason: 'passkey_not_valid' }, /This passkey could not sign you in/],
  ] as const)('says why a passkey did not sign a person in: %o', async (error, said) => {
    open({ signInWithPasskey: async () => err(error) });
    await press('Sign in with a passkey');
    expect(await screen.findByText(said)).toBeTruthy();
  });
});
