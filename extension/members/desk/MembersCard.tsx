import { useEffect } from 'preact/hooks';
import { Role } from '../../../shared/endpoint.ts';
import type { Person } from '../../../shared/members/contract.ts';
import { Loadable } from '../../ui/Loadable.tsx';
import { Many } from '../../ui/Many.tsx';
import { PageCard } from '../../ui/PageCard.tsx';
import { TroubleNote } from '../../ui/Trouble.tsx';
import { InvitationList } from './InvitationList.tsx';
import { CodeBox, InviteForm } from './InviteForm.tsx';
import type { Members } from './model.ts';
import { roleWord, words } from './words.ts';

const when = (at: number): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(at);

const stateOf = ({ lastSeenAt, codeUntil }: Person): string => {
  if (lastSeenAt !== null) return words.joined(when(lastSeenAt));
  return codeUntil === null ? words.never : words.neverUntil(when(codeUntil));
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
  if (list.asked.value === person.id)
    return (
      <div role="alertdialog" aria-label={words.removeAsk(person.name)}>
        <p class="fine">{words.removeAsk(person.name)}</p>
        <div class="acts">
          <button
            type="button"
            class="button end"
            aria-disabled={busy}
            onClick={() => void list.remove(person)}
          >
            {words.remove}
          </button>
          <button type="button" class="button" onClick={() => (list.asked.value = null)}>
            {words.keep}
          </button>
        </div>
      </div>
    );
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
        onClick={() => (list.asked.value = person.id)}
      >
        {words.remove}
      </button>
    </div>
  );
};

const Row = ({ list, person }: { list: Members; person: Person }) => (
  <li class="row member">
    <div>
      <p class="row-name">
        <bdi>{person.name}</bdi>
        {person.id === list.me.value?.id && ` (${words.you})`}
      </p>
      <p class="fine">
        <bdi>{person.email}</bdi> · {stateOf(person)}
      </p>
      <TroubleNote trouble={list.troubleAt(person.id)} />
    </div>
    <RoleOf list={list} person={person} />
    <Acts list={list} person={person} />
  </li>
);

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
  return (
    <PageCard id="members" title={words.title} intro={words.intro}>
      {people && (
        <section aria-labelledby="invite">
          <h2 id="invite">{words.inviteTitle}</h2>
          <InviteForm list={list} />
        </section>
      )}
      <p class="fine" role="status">
        {list.note.value}
      </p>
      {list.shown.value && <CodeBox list={list} shown={list.shown.value} />}
      <InvitationList list={list} />
      <section class="part" aria-labelledby="in-this-workspace">
        <h2 id="in-this-workspace">{words.here}</h2>
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
        <Loadable
          value={list.found.value}
          trouble={list.troubleAt('load')}
          loading={words.loading}
          onAgain={list.load}
        >
          {found =>
            found.length === 0 ? (
              <p class="fine">{words.nobody}</p>
            ) : (
              <Many key={list.wanted.value} items={found} list="rows all">
                {person => <Row key={person.id} list={list} person={person} />}
              </Many>
            )
          }
        </Loadable>
      </section>
    </PageCard>
  );
};
