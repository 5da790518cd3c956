import { useEffect, useMemo } from 'preact/hooks';
import { Role } from '../../../shared/endpoint.ts';
import type { Person } from '../../../shared/members/contract.ts';
import { Confirm } from '../../ui/confirm/Confirm.tsx';
import { repDates } from '../../ui/format/dates.ts';
import { Empty } from '../../ui/list/Empty.tsx';
import { RowList } from '../../ui/list/Rows.tsx';
import { PageCard } from '../../ui/PageCard.tsx';
import { Part } from '../../ui/Part.tsx';
import { TroubleNote } from '../../ui/Trouble.tsx';
import { InvitationList } from './InvitationList.tsx';
import { CodeBox, InviteForm } from './InviteForm.tsx';
import styles from './members.module.css';
import type { Members } from './model.ts';
import { roleWord, words } from './words.ts';

const stateOf = ({ lastSeenAt, codeUntil }: Person): string => {
  if (lastSeenAt !== null) return words.joined(repDates().dayAndTime(lastSeenAt));
  return codeUntil === null ? words.never : words.neverUntil(repDates().dayAndTime(codeUntil));
};

const RoleOf = ({ list, person }: { list: Members; person: Person }) =>
  list.mayChange(person) ? (
    <select
      aria-label={`${words.role}: ${person.name}`}
      value={person.role}
      disabled={list.busy.value !== null}
      onChange={event => void list.changeRole(person, Role.parse(event.currentTarget.value))}
    >
      {list.mayGive().map(role => (
        <option key={role} value={role}>
          {roleWord(role)}
        </option>
      ))}
    </select>
  ) : (
    <span>{roleWord(person.role)}</span>
  );

const Acts = ({ list, person }: { list: Members; person: Person }) => {
  if (!list.mayChange(person)) return null;
  const busy = list.busy.value !== null;
  return (
    <div class="acts">
      <button
        type="button"
        class="button"
        aria-label={`${words.newCode}: ${person.name}`}
        aria-disabled={busy}
        onClick={() => void list.newCode(person)}
      >
        {words.newCode}
      </button>
      <button
        type="button"
        class="button"
        aria-label={`${words.remove}: ${person.name}`}
        onClick={() => (list.asked.value = person)}
      >
        {words.remove}
      </button>
    </div>
  );
};

const Row = ({ list, person }: { list: Members; person: Person }) => (
  <>
    <div>
      <p class="row-name">
        <bdi>{person.name}</bdi>
        {person.id === list.me.value?.id && ` (${words.you})`}
      </p>
      <p class="fine">
        <bdi>{person.email}</bdi> · {stateOf(person)}
      </p>
      <TroubleNote trouble={list.asked.value ? null : list.troubleAt(person.id)} />
    </div>
    <RoleOf list={list} person={person} />
    <Acts list={list} person={person} />
  </>
);

const ConfirmRemoval = ({ list }: { list: Members }) => {
  const asked = list.asked.value;
  const person = list.people.value?.find(({ id }) => id === asked?.id);
  return (
    <Confirm
      asks={person ? words.removeAsk(person.name) : null}
      act={words.remove}
      cancel={words.keep}
      isBusy={list.busy.value !== null}
      trouble={person ? list.troubleAt(person.id) : null}
      onAct={() => person && list.remove(person)}
      onCancel={() => (list.asked.value = null)}
    >
      {words.removeThen}
    </Confirm>
  );
};

// Longer lists get a search field.
const MANY = 8;

/** For owners and admins: who belongs to the workspace, and with which role. */
export const MembersCard = ({ list }: { list: Members }) => {
  useEffect(() => {
    void list.load();
    const look = () => void list.refresh();
    addEventListener('focus', look);
    return () => removeEventListener('focus', look);
  }, [list]);
  const people = list.people.value;
  const found = useMemo(() => ({ ...list.list, items: list.found }), [list]);
  return (
    <PageCard id="members" title={words.title} intro={words.intro} isRoomy>
      {people && (
        <Part id="invite" title={words.inviteTitle}>
          <InviteForm list={list} />
        </Part>
      )}
      {list.shown.value && <CodeBox list={list} shown={list.shown.value} />}
      <InvitationList list={list} />
      <Part id="in-this-workspace" title={words.here}>
        {people && people.length > MANY && (
          <input
            type="search"
            class="find"
            aria-label={words.find}
            placeholder={words.find}
            value={list.wanted.value}
            onInput={event => (list.wanted.value = event.currentTarget.value)}
          />
        )}
        <RowList
          list={found}
          row={styles.member}
          loading={words.loading}
          empty={
            <Empty title={words.nobody}>
              <p class="fine">{words.nobodyNext}</p>
            </Empty>
          }
        >
          {person => <Row list={list} person={person} />}
        </RowList>
        <ConfirmRemoval list={list} />
      </Part>
    </PageCard>
  );
};
