import { useEffect } from 'preact/hooks';
import type { AuditEntry } from '../../../shared/audit/contract.ts';
import { FieldRow } from '../../ui/form/Form.tsx';
import { SelectField } from '../../ui/form/SelectField.tsx';
import { TextField } from '../../ui/form/TextField.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { More } from '../../ui/More.tsx';
import { PageCard } from '../../ui/PageCard.tsx';
import { TroubleNote } from '../../ui/Trouble.tsx';
import { type AuditLog, NO_FILTERS } from './model.ts';
import { actWords, words } from './words.ts';

const when = (at: number): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' }).format(at);

const said = (value: unknown): string | null =>
  value === null || (typeof value === 'object' && Object.keys(value).length === 0)
    ? null
    : JSON.stringify(value, null, 2);

const Details = ({ entry }: { entry: AuditEntry }) => {
  const facts: (readonly [string, string | null])[] = [
    [words.before, said(entry.before)],
    [words.after, said(entry.after)],
    [words.request, entry.requestId],
    [words.seal, entry.seal ?? words.notSealed],
  ];
  return (
    <details>
      <summary>{words.details}</summary>
      <dl class="audit-facts">
        {facts.map(([name, text]) =>
          text === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <pre>{text}</pre>
              </dd>
            </div>
          ),
        )}
      </dl>
    </details>
  );
};

const Row = ({ entry }: { entry: AuditEntry }) => (
  <tr>
    <td>
      <time dateTime={new Date(entry.at).toISOString()}>{when(entry.at)}</time>
    </td>
    <td>
      <bdi>{entry.member?.name ?? words.nobody}</bdi>
    </td>
    <td>
      <span class="row-name">{actWords(entry.act)}</span>
      {entry.target !== null && <code class="fine"> {entry.target}</code>}
      <Details entry={entry} />
    </td>
  </tr>
);

const Filters = ({ log }: { log: AuditLog }) => {
  const { who, what, since, until } = log.filters.value;
  return (
    <FieldRow>
      <SelectField
        label={words.who}
        value={who}
        onValue={chosen => void log.filter({ who: chosen })}
        options={[
          ['', words.everybody] as const,
          ...log.members.value.map(({ id, name }) => [id, name] as const),
        ]}
      />
      <SelectField
        label={words.what}
        value={what}
        onValue={chosen => void log.filter({ what: chosen })}
        options={[
          ['', words.everything] as const,
          ...log.acts.value.map(act => [act, actWords(act)] as const),
        ]}
      />
      <TextField
        label={words.since}
        type="date"
        value={since}
        max={until || undefined}
        onValue={chosen => void log.filter({ since: chosen })}
      />
      <TextField
        label={words.until}
        type="date"
        value={until}
        min={since || undefined}
        onValue={chosen => void log.filter({ until: chosen })}
      />
    </FieldRow>
  );
};

const Nothing = ({ log }: { log: AuditLog }) => {
  const isFiltered = Object.values(log.filters.value).some(value => value !== '');
  return (
    <div class="nothing">
      <Icon name="check" />
      <div>
        <p class="row-name">{isFiltered ? words.noMatch : words.empty}</p>
        {isFiltered ? (
          <button type="button" class="link" onClick={() => void log.filter(NO_FILTERS)}>
            {words.clear}
          </button>
        ) : (
          <p class="fine">{words.emptyNext}</p>
        )}
      </div>
    </div>
  );
};

const Entries = ({ log }: { log: AuditLog }) => {
  const entries = log.entries.value;
  if (!entries)
    return log.trouble.value ? null : (
      <p class="fine" aria-busy="true">
        {words.loading}…
      </p>
    );
  if (entries.length === 0) return <Nothing log={log} />;
  return (
    <table class="audit" aria-busy={log.isBusy.value}>
      <thead>
        <tr>
          <th scope="col">{words.when}</th>
          <th scope="col">{words.who}</th>
          <th scope="col">{words.what}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map(entry => (
          <Row key={entry.id} entry={entry} />
        ))}
      </tbody>
    </table>
  );
};

/** For owners and admins: who did what, and when. */
export const AuditCard = ({ log }: { log: AuditLog }) => {
  useEffect(() => void log.load(), [log]);
  return (
    <PageCard id="audit-log" title={words.title} intro={words.intro}>
      <Filters log={log} />
      <p class="fine" role="status">
        {log.note.value}
      </p>
      <TroubleNote trouble={log.trouble.value}>
        <div class="acts">
          <button type="button" class="button" onClick={() => void log.load()}>
            {words.readAgain}
          </button>
        </div>
      </TroubleNote>
      <Entries log={log} />
      <div class="acts">
        {log.hasMore.value && (
          <More
            label={words.more}
            isBusy={log.isBusy.value}
            count={log.entries.value?.length ?? 0}
            onMore={() => void log.more()}
          />
        )}
        {(log.entries.value?.length ?? 0) > 0 && (
          <button type="button" class="button" onClick={() => void log.exportAll()}>
            {words.exportAll}
          </button>
        )}
      </div>
    </PageCard>
  );
};
