import { useEffect, useMemo } from 'preact/hooks';
import type { AuditEntry } from '../../../shared/audit/contract.ts';
import { FieldRow } from '../../ui/form/Form.tsx';
import { SelectField } from '../../ui/form/SelectField.tsx';
import { TextField } from '../../ui/form/TextField.tsx';
import { repDates } from '../../ui/format/dates.ts';
import { shownNumber } from '../../ui/format/phone-numbers.ts';
import { Empty } from '../../ui/list/Empty.tsx';
import { type Column, TableList } from '../../ui/list/TableList.tsx';
import { PageCard } from '../../ui/PageCard.tsx';
import { TroubleNote } from '../../ui/Trouble.tsx';
import styles from './audit.module.css';
import { type AuditLog, NO_FILTERS } from './model.ts';
import { actWords, words } from './words.ts';

const said = (value: unknown): string | null =>
  value === null || (typeof value === 'object' && Object.keys(value).length === 0)
    ? null
    : JSON.stringify(value, null, 2);

const Details = ({ entry }: { entry: AuditEntry }) => {
  const facts: (readonly [string, string | null])[] = [
    [words.target, entry.target],
    [words.before, said(entry.before)],
    [words.after, said(entry.after)],
    [words.request, entry.requestId],
    [words.seal, entry.seal ?? words.notSealed],
  ];
  return (
    <details class={styles.details}>
      <summary>{words.details}</summary>
      <dl>
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

const ID = /^[a-z]+_[0-9a-z]{26}$/;
const NUMBER = /^\+\d+$/;

/** Its name; a number as it is read. An id says nothing to people: it is under the details. */
const targetOf = ({ target, targetName }: AuditEntry, country: string): string | null => {
  const name = targetName ?? target;
  if (name === null || ID.test(name)) return null;
  return NUMBER.test(name) ? shownNumber(name, country) : name;
};

const columnsOf = (country: string): readonly Column<AuditEntry>[] => [
  {
    title: words.when,
    width: '28%',
    cell: ({ at }) => <time dateTime={new Date(at).toISOString()}>{repDates().toTheSecond(at)}</time>,
  },
  { title: words.who, width: '24%', cell: ({ member }) => <bdi>{member?.name ?? words.nobody}</bdi> },
  {
    title: words.what,
    cell: entry => (
      <>
        <span class="row-name">{actWords(entry.act)}</span>
        <bdi class="fine"> {targetOf(entry, country)}</bdi>
        <Details entry={entry} />
      </>
    ),
  },
];

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

const Nothing = ({ log }: { log: AuditLog }) =>
  Object.values(log.filters.value).some(value => value !== '') ? (
    <Empty title={words.noMatch}>
      <button type="button" class="link" onClick={() => void log.filter(NO_FILTERS)}>
        {words.clear}
      </button>
    </Empty>
  ) : (
    <Empty title={words.empty}>
      <p class="fine">{words.emptyNext}</p>
    </Empty>
  );

/** For owners and admins: who did what, and when. */
export const AuditCard = ({ log, country }: { log: AuditLog; country: string }) => {
  const columns = useMemo(() => columnsOf(country), [country]);
  useEffect(() => void log.list.load(), [log]);
  const hasEntries = (log.list.items.value?.length ?? 0) > 0;
  return (
    <PageCard id="audit-log" title={words.title} intro={words.intro} isRoomy>
      <Filters log={log} />
      <TableList
        list={log.list}
        label={words.table}
        columns={columns}
        loading={words.loading}
        empty={<Nothing log={log} />}
        more={words.more}
        acts={
          hasEntries && (
            <button type="button" class="button" onClick={() => void log.exportAll()}>
              {words.exportAll}
            </button>
          )
        }
      />
      <p class="fine" role="status">
        {log.note.value}
      </p>
      <TroubleNote trouble={log.trouble.value} />
    </PageCard>
  );
};
