import { computed, signal } from '@preact/signals';
import type { recents } from '../../../shared/calls/screen-contract.ts';
import type { members } from '../../../shared/members/contract.ts';
import type { managedNumbers } from '../../../shared/numbers/contract.ts';
import type { Result } from '../../../shared/result.ts';
import type { SettingsOf } from '../../../shared/settings/groups.ts';
import type { Reply } from '../../http.ts';
import type { Obstacle } from '../../messages.ts';
import { words } from '../../settings/desk/words.ts';
import type { Trouble } from '../../ui/Trouble.tsx';

export type Ports = {
  readonly settings: () => Promise<Result<SettingsOf<'account' | 'dialer' | 'sites'>, Obstacle>>;
  readonly numbers: () => Promise<Reply<typeof managedNumbers>>;
  readonly members: () => Promise<Reply<typeof members>>;
  readonly recents: () => Promise<Reply<typeof recents>>;
  readonly isMicrophoneAllowed: () => Promise<boolean>;
  /** A sandbox build looks for numbers on pages of this machine without any site being set. */
  readonly isSandbox: boolean;
};

export type StepId = keyof typeof words.steps;
export type Step = { readonly id: StepId; readonly isDone: boolean; readonly text: string };

export type Overview = ReturnType<typeof createOverview>;

/** The steps up to the first call: each one detects on its own whether it is done. */
export const createOverview = (ports: Ports) => {
  /** Undefined until everything has been read. */
  const steps = signal<readonly Step[] | undefined>(undefined);
  const trouble = signal<Trouble | null>(null);
  const load = async () => {
    trouble.value = null;
    const [settings, numbers, people, calls, microphone] = await Promise.all([
      ports.settings(),
      ports.numbers(),
      ports.members(),
      ports.recents(),
      ports.isMicrophoneAllowed(),
    ]);
    if (!(settings.ok && numbers.ok && people.ok && calls.ok)) {
      trouble.value = { text: words.offline };
      return;
    }
    const { accountSid, hasAuthToken, dialer, problems, sites } = settings.value;
    const isSetUp =
      dialer === 'ready' || (dialer === 'not_ready' && problems.every(each => each.kind === 'no_numbers'));
    const {
      account,
      dialer: dialerWords,
      number,
      people: peopleWords,
      microphone: micWords,
      sites: siteWords,
      call,
    } = words.steps;
    const numberCount = numbers.value.numbers.length;
    const peopleCount = people.value.members.length;
    const step = (id: StepId, isDone: boolean, done: string, todo: string): Step => ({
      id,
      isDone,
      text: isDone ? done : todo,
    });
    steps.value = [
      step('account', accountSid !== null && hasAuthToken, account.done, account.todo),
      step('dialer', isSetUp, dialerWords.done, dialerWords.todo),
      step('number', numberCount > 0, number.done(numberCount), number.todo),
      step('microphone', microphone, micWords.done, micWords.todo),
      step(
        'sites',
        sites.length > 0 || ports.isSandbox,
        sites.length > 0 ? siteWords.done(sites.length) : siteWords.doneHere,
        siteWords.todo,
      ),
      step('call', calls.value.calls.length > 0, call.done, call.todo),
      step('people', peopleCount > 1, peopleWords.done(peopleCount), peopleWords.todo),
    ];
  };
  return {
    steps,
    trouble,
    load,
    /** Every step is done, apart from inviting people, which can wait. */
    isFinished: computed(() => steps.value?.every(({ id, isDone }) => isDone || id === 'people') ?? false),
  };
};
