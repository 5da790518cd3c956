import { useEffect } from 'preact/hooks';
import type { Limits, Used } from '../../../shared/workspace/limits.ts';
import { MICROS } from '../../../shared/workspace/spend.ts';
import { NumberField } from '../../ui/form/NumberField.tsx';
import { SavedForm } from '../../ui/form/SavedForm.tsx';
import { Loadable } from '../../ui/Loadable.tsx';
import { ScrollBox } from '../../ui/ScrollBox.tsx';
import styles from './limits.module.css';
import type { Usage } from './limits-usage.ts';
import { words } from './limits-words.ts';
import type { LimitsModel } from './model.ts';
import { words as common } from './words.ts';

type Props = { readonly model: LimitsModel; readonly usage: Usage };

type Name = keyof typeof words.fields;
const LimitField = ({ model, name, unit }: { model: LimitsModel; name: Name; unit?: string }) => (
  <NumberField {...model.at(name)} label={words.fields[name]} help={words.help[name]} unit={unit} />
);

type RowProps = {
  readonly name: string;
  readonly used: Used;
  readonly calls?: number | null;
  readonly minutes?: number | null;
  readonly spend?: number | null;
};

const reached = (used: number, limit: number | null): string | undefined =>
  limit !== null && used >= limit ? styles.reached : undefined;

const Row = ({ name, used, calls = null, minutes = null, spend = null }: RowProps) => (
  <tr>
    <th scope="row">
      <bdi>{name}</bdi>
    </th>
    <td class={reached(used.calls, calls)}>{words.of(words.count(used.calls), calls)}</td>
    <td class={reached(used.minutes, minutes)}>{words.of(words.count(Math.round(used.minutes)), minutes)}</td>
    <td>
      {used.spend.length === 0 && words.nothingKnown}
      {/* Each currency separately: they are not added up. */}
      {used.spend.map(each => (
        <p key={each.currency} class={reached(each.micros / MICROS, spend)}>
          {words.spent(each, spend)}
        </p>
      ))}
    </td>
  </tr>
);

/** Notes on the totals: calls without a price are missing, and a change of currency splits them. */
const AboutSpend = ({ unpriced, spend }: { unpriced: number; spend: Used['spend'] }) => (
  <>
    {unpriced > 0 && <p class="fine">{words.unpriced(unpriced)}</p>}
    {spend.length > 1 && <p class="fine">{words.currencies}</p>}
  </>
);

const Today = ({ model, usage }: Props) => {
  const limits: Partial<Limits> = model.server.value ?? {};
  return (
    <section class="card wide" aria-labelledby="usage-title">
      <h2 id="usage-title">{words.today}</h2>
      <Loadable
        value={usage.today.value}
        trouble={usage.trouble.value}
        loading={words.reading}
        onAgain={usage.load}
      >
        {({ members, workspace, forwarded, timeZone, unpriced }) => (
          <>
            {workspace.calls === 0 ? (
              <p>{words.nobody}</p>
            ) : (
              <ScrollBox label={words.used}>
                <table class={styles.usage}>
                  <thead>
                    <tr>
                      <th scope="col">{words.who}</th>
                      <th scope="col">{words.calls}</th>
                      <th scope="col">{words.minutes}</th>
                      <th scope="col">{words.spend}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {members.map(each => (
                      <Row
                        key={each.id}
                        name={each.name}
                        used={each}
                        calls={limits.memberCallsPerDay}
                        minutes={limits.memberMinutesPerDay}
                        spend={limits.memberSpendPerDay}
                      />
                    ))}
                    {forwarded.calls > 0 && <Row name={words.forwarded} used={forwarded} />}
                    <Row
                      name={words.everybody}
                      used={workspace}
                      calls={limits.workspaceCallsPerDay}
                      minutes={limits.workspaceMinutesPerDay}
                      spend={limits.workspaceSpendPerDay}
                    />
                  </tbody>
                </table>
              </ScrollBox>
            )}
            <AboutSpend unpriced={unpriced} spend={workspace.spend} />
            <p class="fine">{words.begins(timeZone)}</p>
          </>
        )}
      </Loadable>
    </section>
  );
};

/** Workspace Settings → Limits: the daily limits, and how much of them is used. */
export const LimitsPage = ({ model, usage }: Props) => {
  useEffect(() => void usage.load(), [usage]);
  return (
    <>
      <SavedForm model={model} title={words.title} intro={words.intro} words={common}>
        {() => (
          <>
            <fieldset>
              <legend>{words.member}</legend>
              <LimitField model={model} name="memberCallsPerDay" unit={words.unitCalls} />
              <LimitField model={model} name="memberMinutesPerDay" unit={words.unitMinutes} />
              <LimitField model={model} name="memberSpendPerDay" />
            </fieldset>
            <fieldset>
              <legend>{words.workspace}</legend>
              <p class="fine">{words.workspaceHelp}</p>
              <LimitField model={model} name="workspaceCallsPerDay" unit={words.unitCalls} />
              <LimitField model={model} name="workspaceMinutesPerDay" unit={words.unitMinutes} />
              <LimitField model={model} name="workspaceSpendPerDay" />
            </fieldset>
          </>
        )}
      </SavedForm>
      <Today model={model} usage={usage} />
    </>
  );
};
