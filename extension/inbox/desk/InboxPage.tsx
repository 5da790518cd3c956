import { useEffect, useMemo } from 'preact/hooks';
import type { MemberId } from '../../../shared/ids.ts';
import type { InboxEntry } from '../../../shared/inbox/contract.ts';
import { useComing } from '../../recordings/use-coming.ts';
import { FieldRow } from '../../ui/form/Form.tsx';
import { SelectField } from '../../ui/form/SelectField.tsx';
import { repDates } from '../../ui/format/dates.ts';
import { shownNumber } from '../../ui/format/phone-numbers.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Empty } from '../../ui/list/Empty.tsx';
import { type Column, TableList } from '../../ui/list/TableList.tsx';
import { PageCard } from '../../ui/PageCard.tsx';
import { TroubleNote } from '../../ui/Trouble.tsx';
import { AssignedTo, DoneButton, Messages, OpenMessage } from '../EntryParts.tsx';
import { numberOf, oursOf, whenOf, whoOf } from '../entry.ts';
import type { Inbox } from '../model.ts';
import { words as entryWords } from '../words.ts';
import styles from './inbox.module.css';
import { words } from './words.ts';

type Props = {
  readonly inbox: Inbox;
  readonly country: string;
  readonly memberId: MemberId;
  /** Calls back when missed calls may have come in; returns a function that ends this. */
  readonly follow: (changed: () => void) => () => void;
  /** Absent for members who do not call. */
  readonly onCallBack: ((entry: InboxEntry) => void) | undefined;
};

const Caller = ({ entry, country }: { entry: InboxEntry; country: string }) => {
  const who = whoOf(entry, country);
  const more = [entry.contact?.company, numberOf(entry, country)].filter(each => each && each !== who);
  return (
    <>
      <p class="row-name">
        <bdi>{who}</bdi>
      </p>
      {more.length > 0 && (
        <p class="fine">
          <bdi>{more.join(' · ')}</bdi>
        </p>
      )}
    </>
  );
};

const When = ({ entry: { lastAt, firstAt, tries } }: { entry: InboxEntry }) => (
  <>
    <time dateTime={new Date(lastAt).toISOString()}>{repDates().dayAndTime(lastAt)}</time>
    {tries > 1 && (
      <p class="fine">
        <span class={styles.often}>{entryWords.tries(tries)}</span>{' '}
        {entryWords.since(whenOf(firstAt, Date.now()))}
      </p>
    )}
  </>
);

/** What has become of the entry. */
const Outcome = ({ entry: { done, lastTried } }: { entry: InboxEntry }) => {
  const now = Date.now();
  if (done)
    return (
      <p class="fine">
        {entryWords.why[done.why](done.by.name)} · {whenOf(done.at, now)}
      </p>
    );
  return lastTried && <p class="fine">{entryWords.tried(lastTried.by.name, whenOf(lastTried.at, now))}</p>;
};

const Acts = ({
  inbox,
  entry,
  country,
  onCallBack,
}: Omit<Props, 'memberId' | 'follow'> & { entry: InboxEntry }) => {
  const who = whoOf(entry, country);
  return (
    <>
      <div class={styles.acts}>
        {entry.number && onCallBack && (
          <button
            type="button"
            class="button call"
            aria-label={entryWords.callBackOne(who)}
            onClick={() => onCallBack(entry)}
          >
            <Icon name="phone" small />
            {entryWords.callBack}
          </button>
        )}
        <DoneButton inbox={inbox} entry={entry} who={who} />
      </div>
      <TroubleNote trouble={inbox.troubleAt(entry.id)} />
    </>
  );
};

const columnsOf = ({ inbox, country, onCallBack }: Props): readonly Column<InboxEntry>[] => [
  { title: words.when, width: '15%', cell: entry => <When entry={entry} /> },
  { title: words.caller, cell: entry => <Caller entry={entry} country={country} /> },
  {
    title: words.called,
    width: '12%',
    cell: entry => (
      <>
        <bdi>{oursOf(entry, country)}</bdi>
        {oursOf(entry, country) !== shownNumber(entry.ours, country) && (
          <p class="fine">
            <bdi>{shownNumber(entry.ours, country)}</bdi>
          </p>
        )}
      </>
    ),
  },
  {
    title: words.message,
    width: '19%',
    cell: entry => (
      <>
        {entry.messages.length === 0 && <span class="fine">{words.noMessage}</span>}
        <Messages inbox={inbox} entry={entry} who={whoOf(entry, country)} />
        <Outcome entry={entry} />
      </>
    ),
  },
  {
    title: words.who,
    width: '14%',
    cell: entry => <AssignedTo inbox={inbox} entry={entry} who={whoOf(entry, country)} />,
  },
  {
    title: words.acts,
    width: '236px',
    cell: entry => <Acts inbox={inbox} entry={entry} country={country} onCallBack={onCallBack} />,
  },
];

const Filters = ({ inbox, memberId }: Pick<Props, 'inbox' | 'memberId'>) => (
  <FieldRow>
    <SelectField
      label={words.show}
      value={inbox.show.value}
      onValue={which => void inbox.showOnly(which)}
      options={[['open', words.shows.open] as const, ['done', words.shows.done] as const]}
    />
    <SelectField
      label={words.who}
      value={inbox.assignedTo.value}
      onValue={whom => void inbox.ofWhom(whom)}
      options={[
        ['', words.everybody] as const,
        ['nobody', words.nobody] as const,
        ...inbox.members.value.map(({ id, name }) => [id, id === memberId ? words.me : name] as const),
      ]}
    />
  </FieldRow>
);

const Nothing = ({ inbox }: Pick<Props, 'inbox'>) => {
  if (inbox.assignedTo.value !== '') return <Empty title={words.noMatch} />;
  if (inbox.show.value === 'done') return <Empty title={words.noneDone} />;
  return (
    <Empty icon="check" title={entryWords.none}>
      <p class="fine">{entryWords.noneNext}</p>
    </Empty>
  );
};

/** Calls that nobody answered, of the whole workspace. */
export const InboxPage = (props: Props) => {
  const { inbox, country, follow, onCallBack } = props;
  useEffect(() => {
    void inbox.list.load();
    const leave = follow(() => void inbox.look());
    return () => {
      leave();
      inbox.player.close();
    };
  }, [inbox, follow]);
  useComing(inbox.isComing.value, inbox.look);
  const columns = useMemo(() => columnsOf(props), [inbox, country, onCallBack]);
  return (
    <PageCard id="missed-calls-title" title={words.title} intro={words.intro} isRoomy>
      <Filters {...props} />
      <TableList
        list={inbox.list}
        label={words.table}
        columns={columns}
        open={inbox.openEntry.value}
        below={entry => <OpenMessage inbox={inbox} entry={entry} who={whoOf(entry, country)} />}
        loading={entryWords.loading}
        empty={<Nothing inbox={inbox} />}
      />
    </PageCard>
  );
};
