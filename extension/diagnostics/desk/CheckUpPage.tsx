import chevron from 'lucide/dist/esm/icons/chevron-down.mjs';
import { useEffect } from 'preact/hooks';
import { Drawing, Icon, type IconName } from '../../ui/Icon.tsx';
import { PageCard } from '../../ui/PageCard.tsx';
import type { Shown, ShownSymptom } from '../checks.ts';
import type { Finding, Repair } from '../finding.ts';
import { words } from '../words.ts';
import styles from './check-up.module.css';
import type { CheckUpModel } from './check-up-model.ts';

const SIGNS = { good: 'check', warn: 'warning', bad: 'stop' } as const satisfies Record<
  Exclude<Finding['state'], 'open'>,
  IconName
>;

const Sign = ({ of }: { of: ShownSymptom['state'] }) => (
  <span class={`${styles.sign} ${of in SIGNS ? styles[of] : ''}`}>
    {of !== 'open' && of !== 'waits' && of !== 'skipped' && <Icon name={SIGNS[of]} small />}
  </span>
);

const repairWord = (repair: Repair): string => words.repairs['go' in repair ? repair.go : repair.do];

const Cause = ({ model, shown }: { model: CheckUpModel; shown: Shown }) => {
  const { id, finding } = shown;
  const title = words.checks[id];
  if (finding === 'waits' || finding === 'skipped')
    return (
      <li class={styles.cause}>
        <Sign of={finding} />
        <p class={styles.untouched}>
          {title}
          {finding === 'skipped' && <span class="fine"> {words.skipped}</span>}
        </p>
      </li>
    );
  const { state, what, next, repair, lines = [] } = finding;
  return (
    <li class={styles.cause}>
      <Sign of={state} />
      <div>
        <p class="row-name">
          {title} <span class="unseen">: {words.states[state]}</span>
        </p>
        <p>{what}</p>
        {next && <p class="fine">{next}</p>}
        {lines.length > 0 && (
          <ul class={styles.lines}>
            {lines.map(line => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
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

/** One symptom. What is all right is one line, which opens to show what was looked at. */
const Symptom = ({ model, symptom }: { model: CheckUpModel; symptom: ShownSymptom }) => {
  const { id, state, causes } = symptom;
  const isFaulty = state === 'bad' || state === 'warn';
  return (
    <li class={styles.symptom}>
      <details open={isFaulty}>
        <summary>
          <Sign of={state} />
          <h2>{words.symptoms[id]}</h2>
          <span class={`${styles.state} ${isFaulty ? styles.faulty : ''}`}>{words.states[state]}</span>
          <Drawing of={chevron} small />
        </summary>
        <ol>
          {causes.map(each => (
            <Cause key={each.id} model={model} shown={each} />
          ))}
        </ol>
      </details>
    </li>
  );
};

const summary = ({ hasRun, bad, warn }: CheckUpModel): string => {
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
      <ol class={styles.symptoms} aria-busy={isRunning}>
        {model.shown.value.map(each => (
          <Symptom key={each.id} model={model} symptom={each} />
        ))}
      </ol>
    </PageCard>
  );
};
