import type { SetupProblem } from '../../../shared/workspace/setup-problem.ts';
import { problemWords } from '../../../shared/workspace/words.ts';
import { repDates } from '../../ui/format/dates.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import type { DialerModel } from './model.ts';
import styles from './state-card.module.css';
import { words } from './words.ts';

const SIGNS = { off: 'stop', ready: 'check', not_ready: 'warning' } as const satisfies Record<
  string,
  IconName
>;

const ProblemItem = ({ problem }: { problem: SetupProblem }) => {
  const { what, next } = problemWords(problem);
  return (
    <li>
      <p>{what}</p>
      <p class="fine">{next}</p>
    </li>
  );
};

/** The dialer's state, the problems in its way, and a button to set it up again. */
export const StateCard = ({ model }: { model: DialerModel }) => {
  const settings = model.server.value;
  if (!settings) return null;
  const { dialer, problems, accountKind, mostCalls, checkedAt } = settings;
  const isBusy = model.busy.value;
  return (
    <section class="card wide" aria-labelledby="state-title">
      <h2 id="state-title">{words.state}</h2>
      <p class={`${styles.state} ${styles[dialer]}`} role="status">
        <Icon name={SIGNS[dialer]} />
        <span>{words.states[dialer]}</span>
      </p>
      {(dialer !== 'off' || settings.withheld.includes('dialer')) && problems.length > 0 && (
        <ul class={styles.problems}>
          {problems.map(problem => (
            <ProblemItem key={JSON.stringify(problem)} problem={problem} />
          ))}
        </ul>
      )}
      {mostCalls !== null && <p class="fine">{words.mostCalls(mostCalls)}</p>}
      {accountKind === 'trial' && <p class="fine">{words.trial}</p>}
      {dialer !== 'off' && (
        <div class="acts">
          <button type="button" class="button" aria-disabled={isBusy} onClick={() => void model.setUp()}>
            {model.isSettingUp.value ? words.settingUp : words.setUp}
          </button>
          {checkedAt !== null && <p class="fine">{words.checked(repDates().dayAndTime(checkedAt))}</p>}
        </div>
      )}
    </section>
  );
};
