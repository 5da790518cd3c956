import { signal } from '@preact/signals';
import * as z from 'zod';
import type { RefusalOf, ReplyOf } from '../../shared/endpoint.ts';
import type { RequestOptions } from '../../shared/passkeys/options.ts';
import type { Result } from '../../shared/result.ts';
import { MailedCode } from '../../shared/sign-in/contract.ts';
import { mailCodeRefusalWords, mailedCodeRefusalWords } from '../../shared/sign-in/words.ts';
import type {
  beginStepUp,
  mailStepUpCode,
  stepUpByMail,
  stepUpByPasskey,
} from '../../shared/step-up/contract.ts';
import { beginRefusalWords, passkeyStepUpWords } from '../../shared/step-up/words.ts';
import type { Reply } from '../http.ts';
import type { Obstacle } from '../messages.ts';
import type { PasskeyObstacle } from '../passkeys/browser.ts';
import { createAsking } from '../ui/asking.ts';
import { createForm } from '../ui/form/form-model.ts';
import { words } from './words.ts';

type Ways = ReplyOf<typeof beginStepUp>;

export type Ports = {
  readonly begin: () => Promise<Reply<typeof beginStepUp>>;
  readonly passkey: (
    options: RequestOptions,
  ) => Promise<Result<unknown, RefusalOf<typeof stepUpByPasskey> | Obstacle | PasskeyObstacle>>;
  /** Returns the secret that the mailed code works with, once the mail is on its way. */
  readonly mail: () => Promise<
    Result<{ readonly secret: string }, RefusalOf<typeof mailStepUpCode> | Obstacle>
  >;
  readonly byMail: (code: string, secret: string) => Promise<Reply<typeof stepUpByMail>>;
};

export type StepUp = ReturnType<typeof createStepUp>;
export type Try = ReturnType<typeof createTry>;

/** One step-up from start to end: late replies to an earlier one are ignored. */
const createTry = (ports: Ports, end: (isDone: boolean) => void) => {
  /** Undefined until they have been read. */
  const ways = signal<Ways | undefined>(undefined);
  const isMailed = signal(false);
  const code = createForm({ request: z.object({ code: MailedCode }), initial: { code: '' } });
  const asking = createAsking();
  let secret = '';
  /** A challenge is valid for one try: the next try fetches another one. */
  const begin = () =>
    asking.during(
      ports.begin,
      now => {
        ways.value = now;
      },
      error => (error.reason === 'too_many_tries' ? beginRefusalWords(error) : undefined),
    );
  return {
    ways,
    isMailed,
    code,
    ...asking,
    begin,
    cancel: () => end(false),
    passkey: async () => {
      const options = ways.value?.passkey;
      if (!options) return;
      await asking.during(
        () => ports.passkey(options),
        () => end(true),
        error => {
          if (error.reason === 'gave_up' || error.reason === 'known_already') return words.gaveUp;
          return error.reason === 'passkey_not_valid' || error.reason === 'too_many_tries'
            ? passkeyStepUpWords(error)
            : undefined;
        },
      );
      const said = asking.trouble.value;
      if (!said) return;
      await begin();
      asking.trouble.value ??= said;
    },
    mail: () =>
      asking.during(
        ports.mail,
        made => {
          secret = made.secret;
          isMailed.value = true;
          code.undo();
          asking.note.value = words.mailed(ways.value?.email ?? '');
        },
        error =>
          error.reason === 'no_mail' || error.reason === 'too_many_tries'
            ? mailCodeRefusalWords(error)
            : undefined,
      ),
    confirm: () =>
      code.submit(
        request => ports.byMail(request.code, secret),
        () => end(true),
        error =>
          error.reason === 'code_not_valid' || error.reason === 'too_many_tries'
            ? { fields: { code: mailedCodeRefusalWords(error) } }
            : undefined,
      ),
  };
};

/** Asks the person to confirm their identity while acts wait for that. */
export const createStepUp = (ports: Ports) => {
  const current = signal<Try | null>(null);
  let waiting: ((isDone: boolean) => void)[] = [];
  const ask = (): void => {
    const asked: Try = createTry(ports, isDone => {
      if (current.value !== asked) return;
      const all = waiting;
      waiting = [];
      current.value = null;
      for (const go of all) go(isDone);
    });
    current.value = asked;
    void asked.begin();
  };
  return {
    /** The step-up shown in the dialog; null while nothing waits for one. */
    current,
    /** True once the person has stepped up; false when they cancel. Several acts may wait for the same step-up. */
    ask: (): Promise<boolean> => {
      const answer = new Promise<boolean>(go => waiting.push(go));
      if (!current.value) ask();
      return answer;
    },
  };
};
