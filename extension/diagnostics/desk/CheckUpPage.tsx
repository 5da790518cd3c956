import { useEffect } from 'preact/hooks';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { PageCard } from '../../ui/PageCard.tsx';
import type { Shown } from '../checks.ts';
import type { Finding, Repair } from '../finding.ts';
import { words } from '../words.ts';
import styles from './check-up.module.css';
import type { CheckUpModel } from './check-up-model.ts';

const SIGNS = { good: 'check', warn: 'warning', bad: 'stop' } as const satisfies Record<
  Finding['state'],
  IconName
>;
const STATES = { good: 'all right', warn: 'worth a look', bad: 'problem' } as const;

const repairWord = (repair: Repair): string => words.repairs['go' in repair ? repair.go : repair.do];

const Row = ({ model, shown }: { model: CheckUpModel; shown: Shown }) => {
  const { finding } = shown;
  const title = words.checks[shown.id];
  if (finding === 'waits' || finding === 'skipped')
    return (
      <li class={styles.check}>
        <span class={styles.sign} />
        <div>
          <p class="row-name">{title}</p>
          {finding === 'skipped' && <p class="fine">{words.skipped}</p>}
        </div>
      </li>
    );
  const { state, what, next, repair } = finding;
  return (
    <li class={`${styles.check} ${styles[state]}`}>
      <span class={styles.sign}>
        <Icon name={SIGNS[state]} small />
      </span>
      <div>
        <p class="row-name">
          {title} <span class="unseen">: {STATES[state]}</span>
        </p>
        <p>{what}</p>
        {next && <p class="fine">{next}</p>}
      </div>
      {repair && (
        <button
          type="button"
          class="button"
          aria-disabled={model.isRunning.value}
          onClick={() => void model.repair(repair)}
        >
          {repairWord(repair)}
        </button>
      )}
    </li>
  );
};

const summary = ({ isRunning, hasRun, bad, warn }: CheckUpModel): string => {
  if (isRunning.value) return words.running;
  if (!hasRun.value) return '';
  if (bad.value > 0) return words.someBad(bad.value);
  return warn.value > 0 ? words.someWarn : words.allGood;
};

/** For everybody: what prevents calling, and what to do about it. Starts automatically when the page is opened. */
export const CheckUpPage = ({ model }: { model: CheckUpModel }) => {
  useEffect(() => void model.run(), [model]);
  const isRunning = model.isRunning.value;
  return (
    <PageCard id="check-up-title" title={words.title} intro={words.intro}>
      <div class="acts">
        <button type="button" class="button main" aria-disabled={isRunning} onClick={() => void model.run()}>
          {isRunning ? words.running : words.again}
        </button>
        <p role="status">{isRunning ? '' : summary(model)}</p>
      </div>
      <ol class={styles.checks} aria-busy={isRunning}>
        {model.shown.value.map(each => (
          <Row key={each.id} model={model} shown={each} />
        ))}
      </ol>
    </PageCard>
  );
};
