import { signal } from '@preact/signals';
import type { RefusalOf, ReplyOf } from '../../../shared/endpoint.ts';
import type { signInWithPasskey } from '../../../shared/passkeys/contract.ts';
import { passkeyRefusalWords } from '../../../shared/passkeys/words.ts';
import type { Result } from '../../../shared/result.ts';
import type { lookAtCode, mailCode, signIn, signInByMail } from '../../../shared/sign-in/contract.ts';
import {
  mailCodeRefusalWords,
  mailedCodeRefusalWords,
  tooManyTriesWords,
} from '../../../shared/sign-in/words.ts';
import type { signOut } from '../../../shared/team/contract.ts';
import type { Reply } from '../../http.ts';
import type { Obstacle } from '../../messages.ts';
import type { PasskeyObstacle } from '../../passkeys/browser.ts';
import type { Session } from '../../session.ts';
import { type Checked, checkAddress, checkCode, checkEmail, checkMailed, type Reach } from './check.ts';
import { words } from './words.ts';

/** What the page needs from outside itself. */
export type Ports = {
  readonly reach: Reach;
  readonly device: string;
  readonly getSession: () => Promise<Session | null>;
  /** The Worker this browser was last signed in to. */
  readonly lastServer: () => Promise<string | undefined>;
  /** Called when another tab or the panel has changed or ended the session. */
  readonly onElsewhere: (changed: () => void) => void;
  /** Reloads the page: everything on screen belongs to the previous workspace. */
  readonly startAnew: () => void;
  readonly signIn: (serverUrl: string, code: string, device: string) => Promise<Reply<typeof signIn>>;
  readonly lookAtCode: (serverUrl: string, code: string) => Promise<Reply<typeof lookAtCode>>;
  /** Returns the secret that the mailed code works with, once the mail is on its way. */
  readonly mailCode: (
    serverUrl: string,
    email: string,
    device: string,
  ) => Promise<Result<{ readonly secret: string }, RefusalOf<typeof mailCode> | Obstacle>>;
  readonly signInByMail: (
    serverUrl: string,
    code: string,
    secret: string,
    device: string,
  ) => Promise<Reply<typeof signInByMail>>;
  readonly signInWithPasskey: (
    serverUrl: string,
    device: string,
  ) => Promise<Result<unknown, RefusalOf<typeof signInWithPasskey> | Obstacle | PasskeyObstacle>>;
  readonly signOut: () => Promise<Reply<typeof signOut>>;
  /** Tells the background and the phone that the session has changed or ended. */
  readonly sessionChanged: () => Promise<unknown>;
};

export type Field = 'address' | 'code' | 'email' | 'mailed';
export type Wrong = Readonly<Partial<Record<Field | 'whole' | 'requestId', string>>>;
/** Which field is shown: the setup code, the address to mail a code to, or the code that was mailed. */
export type SignInMethod = 'code' | 'mail' | 'mailed';
type Fault = { readonly reason: string; readonly detail?: string; readonly requestId?: string };

/** The errors every sign-in method may meet. */
const commonWrong = ({ reason, detail, requestId }: Fault): Wrong =>
  reason === 'server' && detail !== undefined ? { whole: detail, requestId } : { address: words.unreachable };

export type Connect = ReturnType<typeof createConnect>;

export const createConnect = (ports: Ports) => {
  /** Undefined until it has been read. */
  const session = signal<Session | null | undefined>(undefined);
  const address = signal(ports.reach.address);
  const method = signal<SignInMethod>('code');
  const busy = signal<SignInMethod | 'passkey' | 'out' | null>(null);
  const wrong = signal<Wrong>({});
  const note = signal('');
  /** Whom the typed code signs in, once it is complete. */
  const found = signal<ReplyOf<typeof lookAtCode> | null>(null);
  /** The address a code was mailed to. */
  const mailedTo = signal('');
  let secret = '';
  let looking = '';

  const load = async () => {
    const [now, last] = await Promise.all([ports.getSession(), ports.lastServer()]);
    if (last && !ports.reach.fixed) address.value = last;
    session.value = now;
  };
  ports.onElsewhere(async () => {
    const was = session.value?.me.member.id;
    const now = await ports.getSession();
    if (was !== undefined && now && now.me.member.id !== was) ports.startAnew();
    else await load();
  });
  const changed = async () => {
    await load();
    busy.value = null;
    method.value = 'code';
    found.value = null;
    await ports.sessionChanged();
  };
  /** Whether all of the input is valid; otherwise the errors are shown. */
  const good = (fields: Partial<Record<Field, Checked<string>>>): boolean => {
    const all = Object.entries(fields);
    wrong.value = Object.fromEntries(all.flatMap(([name, each]) => (each.ok ? [] : [[name, each.wrong]])));
    return all.every(([, each]) => each.ok);
  };
  /** Runs one step of signing in at a time; by default, its success means that the session has changed. */
  const during = async <T, E extends Fault>(
    what: SignInMethod | 'passkey',
    ask: () => Promise<Result<T, E>>,
    wrongOf: (error: E) => Wrong | undefined,
    then: (value: T) => void | Promise<void> = changed,
  ): Promise<void> => {
    busy.value = what;
    note.value = '';
    const reply = await ask();
    if (reply.ok) await then(reply.value);
    else wrong.value = wrongOf(reply.error) ?? commonWrong(reply.error);
    busy.value = null;
  };

  return {
    reach: ports.reach,
    session,
    address,
    method,
    busy,
    wrong,
    note,
    found,
    mailedTo,
    load,
    /** To be called when another part of this page has changed the session. */
    changed,
    /** Changes the sign-in method; errors of the previous one are cleared. */
    go: (to: SignInMethod) => {
      method.value = to;
      wrong.value = {};
      note.value = '';
    },
    /** A field that is being corrected no longer shows its error. */
    corrected: (field: Field) => {
      wrong.value = { ...wrong.value, [field]: undefined, whole: undefined, requestId: undefined };
    },
    /** Shows whom a code signs in as soon as it is complete. */
    look: async (address: string, typed: string) => {
      const [where, code] = [checkAddress(address, ports.reach), checkCode(typed)];
      looking = code.ok ? code.value : '';
      if (found.value) found.value = null;
      if (!where.ok || !code.ok) return;
      const reply = await ports.lookAtCode(where.value, code.value);
      // An invalid code is reported when it is used, and a reply about an earlier input is ignored.
      if (reply.ok && looking === code.value) found.value = reply.value;
    },
    connect: async (address: string, typed: string) => {
      const [where, code] = [checkAddress(address, ports.reach), checkCode(typed)];
      if (busy.value || !good({ address: where, code }) || !where.ok || !code.ok) return;
      await during(
        'code',
        () => ports.signIn(where.value, code.value, ports.device),
        error => {
          if (error.reason === 'code_not_valid') return { code: words.codeNotValid };
          return error.reason === 'too_many_tries'
            ? { whole: tooManyTriesWords(error.retryAfterSeconds) }
            : undefined;
        },
      );
    },
    passkey: async (address: string) => {
      const where = checkAddress(address, ports.reach);
      if (busy.value || !good({ address: where }) || !where.ok) return;
      await during(
        'passkey',
        () => ports.signInWithPasskey(where.value, ports.device),
        error => {
          if (error.reason === 'gave_up' || error.reason === 'known_already')
            return { whole: words.passkeyGaveUp };
          return error.reason === 'passkey_not_valid' || error.reason === 'too_many_tries'
            ? { whole: passkeyRefusalWords(error) }
            : undefined;
        },
      );
    },
    mail: async (address: string, typed: string) => {
      const [where, email] = [checkAddress(address, ports.reach), checkEmail(typed)];
      if (busy.value || !good({ address: where, email }) || !where.ok || !email.ok) return;
      await during(
        'mail',
        () => ports.mailCode(where.value, email.value, ports.device),
        error =>
          error.reason === 'no_mail' || error.reason === 'too_many_tries'
            ? { whole: mailCodeRefusalWords(error) }
            : undefined,
        made => {
          secret = made.secret;
          mailedTo.value = email.value;
          method.value = 'mailed';
        },
      );
    },
    mailed: async (address: string, typed: string) => {
      const [where, mailed] = [checkAddress(address, ports.reach), checkMailed(typed)];
      if (busy.value || !good({ address: where, mailed }) || !where.ok || !mailed.ok) return;
      await during(
        'mailed',
        () => ports.signInByMail(where.value, mailed.value, secret, ports.device),
        error => {
          if (error.reason === 'code_not_valid') return { mailed: mailedCodeRefusalWords(error) };
          return error.reason === 'too_many_tries' ? { whole: mailedCodeRefusalWords(error) } : undefined;
        },
      );
    },
    disconnect: async () => {
      if (busy.value) return;
      busy.value = 'out';
      const reply = await ports.signOut();
      note.value = reply.ok ? '' : words.signedOutHereOnly;
      await changed();
    },
  };
};
