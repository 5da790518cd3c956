import { signal } from '@preact/signals';
import type { signIn, signOut } from '../../../shared/team/contract.ts';
import type { Reply } from '../../http.ts';
import type { Session } from '../../session.ts';
import { check, type Reach } from './check.ts';
import { tooManyTries, words } from './words.ts';

/** What the page needs from outside itself. */
export type Wires = {
  readonly reach: Reach;
  readonly device: string;
  readonly getSession: () => Promise<Session | null>;
  readonly signIn: (serverUrl: string, code: string, device: string) => Promise<Reply<typeof signIn>>;
  readonly signOut: () => Promise<Reply<typeof signOut>>;
  /** The phone and the background learn that somebody else, or nobody, is here now. */
  readonly sessionChanged: () => Promise<unknown>;
};

export type Wrong = {
  readonly address?: string;
  readonly code?: string;
  readonly whole?: string;
  readonly requestId?: string;
};

type SignInError = Extract<Reply<typeof signIn>, { ok: false }>['error'];

const wrongOf = (error: SignInError): Wrong => {
  switch (error.reason) {
    case 'code_not_valid':
      return { code: words.codeNotValid };
    case 'too_many_tries':
      return { whole: tooManyTries(error.retryAfterSeconds) };
    case 'offline':
      return { address: words.unreachable };
    case 'server':
      return { whole: error.detail, requestId: error.requestId };
    default:
      return { code: words.codeNotValid };
  }
};

export type Connect = ReturnType<typeof createConnect>;

export const createConnect = (wires: Wires) => {
  /** Undefined until it has been read. */
  const session = signal<Session | null | undefined>(undefined);
  const busy = signal(false);
  const wrong = signal<Wrong>({});
  const note = signal('');

  const load = async () => {
    session.value = await wires.getSession();
  };

  const changed = async () => {
    await load();
    busy.value = false;
    await wires.sessionChanged();
  };

  return {
    reach: wires.reach,
    session,
    busy,
    wrong,
    note,
    load,
    /** A field that is being corrected no longer shows what was wrong with it. */
    corrected: (field: 'address' | 'code') => {
      wrong.value = { ...wrong.value, [field]: undefined, whole: undefined, requestId: undefined };
    },
    connect: async (address: string, code: string) => {
      if (busy.value) return;
      const checked = check(address, code, wires.reach);
      wrong.value = { address: checked.addressWrong, code: checked.codeWrong };
      if (checked.address === undefined || checked.codeWrong !== undefined) return;
      busy.value = true;
      note.value = '';
      const reply = await wires.signIn(checked.address, code, wires.device);
      if (reply.ok) return changed();
      wrong.value = wrongOf(reply.error);
      busy.value = false;
    },
    disconnect: async () => {
      if (busy.value) return;
      busy.value = true;
      const reply = await wires.signOut();
      note.value = reply.ok ? '' : words.signedOutHereOnly;
      await changed();
    },
  };
};
