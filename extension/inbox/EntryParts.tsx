/** Parts of an entry that the panel and the desk show alike. */
import play from 'lucide/dist/esm/icons/play.mjs';
import close from 'lucide/dist/esm/icons/x.mjs';
import type { InboxEntry, Message } from '../../shared/inbox/contract.ts';
import { PlayerView } from '../recordings/PlayerView.tsx';
import { timer } from '../ui/format/durations.ts';
import { Drawing } from '../ui/Icon.tsx';
import styles from './entry.module.css';
import { isNew, whenOf } from './entry.ts';
import type { Inbox } from './model.ts';
import { words } from './words.ts';

export type EntryProps = { readonly inbox: Inbox; readonly entry: InboxEntry; readonly who: string };

const lengthOf = ({ seconds }: Message): string => (seconds === null ? '' : ` ${timer(seconds * 1000)}`);

const PlayButton = ({
  inbox: { player },
  message,
  who,
}: Omit<EntryProps, 'entry'> & { message: Message }) => {
  const isOpen = player.open.value?.sid === message.recording.sid;
  const text = isOpen ? words.close : `${words.play}${lengthOf(message)}`;
  return (
    <button
      type="button"
      class="button"
      aria-expanded={isOpen}
      aria-label={words.actOnMessage(text, who)}
      onClick={() => (isOpen ? player.close() : void player.play(message.recording.sid))}
    >
      <Drawing of={isOpen ? close : play} small />
      {text}
    </button>
  );
};

/** The messages of an entry: how to play each, when it was left if there are several, and who has heard it. */
export const Messages = ({ inbox, entry, who }: EntryProps) => (
  <>
    {entry.messages.map(message => {
      const { recording, heardBy, callId, at } = message;
      return (
        <div class={styles.message} key={callId}>
          {recording.state === 'stored' ? (
            <PlayButton inbox={inbox} message={message} who={who} />
          ) : (
            <span class="fine">{words.states[recording.state]}</span>
          )}
          {isNew(message) && <span class={styles.new}>{words.isNew}</span>}
          <span class="fine">
            {[entry.messages.length > 1 && whenOf(at, Date.now()), heardBy && words.heardBy(heardBy.name)]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </div>
      );
    })}
  </>
);

/** The message of this entry that is being played. */
export const OpenMessage = ({ inbox, entry, who }: EntryProps) =>
  inbox.openEntry.value === entry.id ? (
    <div class={styles.player}>
      <PlayerView player={inbox.player} label={words.messageFrom(who)} />
    </div>
  ) : null;

/** To whom the entry is assigned; those who may act can change it. */
export const AssignedTo = ({ inbox, entry, who }: EntryProps) => {
  const { assignedTo } = entry;
  if (!inbox.mayAct || entry.done)
    return <span class="fine">{assignedTo ? assignedTo.name : words.notAssigned}</span>;
  const known = inbox.members.value;
  // Somebody who can no longer make calls is still shown, as long as it is assigned to them.
  const members =
    assignedTo && !known.some(({ id }) => id === assignedTo.id) ? [assignedTo, ...known] : known;
  return (
    <select
      class={styles.assign}
      aria-label={words.assignOne(who)}
      value={assignedTo?.id ?? ''}
      disabled={inbox.busy.value === entry.id}
      onChange={({ currentTarget: { value } }) =>
        void inbox.assign(entry, members.find(({ id }) => id === value)?.id ?? null)
      }
    >
      <option value="">{words.notAssigned}</option>
      {members.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
};

/** Marks the entry as done, or takes that back. */
export const DoneButton = ({ inbox, entry, who }: EntryProps) => {
  if (!inbox.mayAct) return null;
  const isDone = entry.done !== null;
  return (
    <button
      type="button"
      class="button"
      aria-label={isDone ? words.reopenOne(who) : words.doneOne(who)}
      aria-disabled={inbox.busy.value !== null}
      onClick={() => void (isDone ? inbox.reopen(entry) : inbox.done(entry, who))}
    >
      {isDone ? words.reopen : words.done}
    </button>
  );
};
