import { useEffect } from 'preact/hooks';
import type { InboxEntry } from '../../../shared/inbox/contract.ts';
import { useComing } from '../../recordings/use-coming.ts';
import { repDates } from '../../ui/format/dates.ts';
import { Icon } from '../../ui/Icon.tsx';
import { RowList } from '../../ui/list/Rows.tsx';
import { TroubleNote } from '../../ui/Trouble.tsx';
import { Toasts } from '../../ui/toasts/Toasts.tsx';
import { AssignedTo, DoneButton, Messages, OpenMessage } from '../EntryParts.tsx';
import { numberOf, oursOf, whenOf, whoOf } from '../entry.ts';
import type { Inbox } from '../model.ts';
import { words } from '../words.ts';
import styles from './missed.module.css';

export type MissedListProps = {
  readonly inbox: Inbox;
  readonly country: string;
  /** How many messages nobody has heard. */
  readonly unheard: number;
  /** When missed calls last came in or were taken care of, as far as the phone knows. */
  readonly changedAt: number;
  /** A call is being made. */
  readonly isDialing: boolean;
  readonly onCallBack: (entry: InboxEntry) => void;
};

const Empty = () => (
  <div class="plain-state">
    <span class="plain-sign">
      <Icon name="check" />
    </span>
    <h2>{words.none}</h2>
    <p>{words.noneNext}</p>
  </div>
);

type RowProps = Omit<MissedListProps, 'changedAt' | 'unheard'> & { readonly entry: InboxEntry };

const Details = ({ entry, country, who }: Pick<RowProps, 'entry' | 'country'> & { who: string }) => {
  const number = numberOf(entry, country);
  const now = Date.now();
  const { lastTried, tries, firstAt } = entry;
  return (
    <>
      <p class="fine">
        {number !== null && number !== who && (
          <>
            <bdi class="number">{number}</bdi>{' '}
          </>
        )}
        {words.to(oursOf(entry, country))}
      </p>
      {tries > 1 && (
        <p class="fine">
          <span class={styles.often}>{words.tries(tries)}</span> {words.since(whenOf(firstAt, now))}
        </p>
      )}
      {lastTried && <p class="fine">{words.tried(lastTried.by.name, whenOf(lastTried.at, now))}</p>}
    </>
  );
};

const Row = ({ inbox, entry, country, isDialing, onCallBack }: RowProps) => {
  const who = whoOf(entry, country);
  const shared = { inbox, entry, who };
  return (
    <>
      <div>
        <p class={styles.who}>
          <bdi class={entry.contact?.name ? 'row-name' : 'row-name number'}>{who}</bdi>
          <time
            class="fine"
            dateTime={new Date(entry.lastAt).toISOString()}
            title={repDates().inFull(entry.lastAt)}
          >
            {whenOf(entry.lastAt, Date.now())}
          </time>
        </p>
        <Details entry={entry} country={country} who={who} />
      </div>
      {entry.number && (
        <button
          type="button"
          class={styles.call}
          aria-label={words.callBackOne(who)}
          title={words.callBackOne(who)}
          aria-disabled={isDialing}
          onClick={() => onCallBack(entry)}
        >
          <Icon name="phone" />
        </button>
      )}
      <div class={styles.below}>
        <Messages {...shared} />
        <OpenMessage {...shared} />
        <div class={styles.acts}>
          <AssignedTo {...shared} />
          <DoneButton {...shared} />
        </div>
        <TroubleNote trouble={inbox.troubleAt(entry.id)} />
      </div>
    </>
  );
};

/** Calls that nobody answered and that nobody has taken care of yet, in the panel. */
export const MissedList = ({ inbox, changedAt, unheard, ...rest }: MissedListProps) => {
  useEffect(() => void inbox.look(), [inbox, changedAt]);
  useEffect(() => inbox.player.close, [inbox]);
  useComing(inbox.isComing.value, inbox.look);
  return (
    <div class={styles.missed}>
      {unheard > 0 && <p class={styles.unheard}>{words.unheard(unheard)}</p>}
      <RowList
        list={inbox.list}
        row={styles.row}
        open={inbox.openEntry.value}
        loading={words.loading}
        empty={<Empty />}
      >
        {entry => <Row inbox={inbox} entry={entry} {...rest} />}
      </RowList>
      <Toasts />
    </div>
  );
};
