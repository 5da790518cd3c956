import { useEffect } from 'preact/hooks';
import type { SignedIn } from '../../../shared/team/contract.ts';
import { Loadable } from '../../ui/Loadable.tsx';
import type { Sessions } from './sessions-model.ts';
import { words } from './words.ts';

const when = (at: number): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(at);

const Row = ({ list, session }: { list: Sessions; session: SignedIn }) => (
  <li class="row">
    <div>
      <p class="row-name">
        <bdi>{session.device}</bdi>
        {session.isThis && ` (${words.thisOne})`}
      </p>
      <p class="fine">{words.since(when(session.createdAt), when(session.lastSeenAt))}</p>
    </div>
    {!session.isThis && (
      <button
        type="button"
        class="button"
        aria-label={words.endOneOf(session.device)}
        aria-disabled={list.busy.value}
        onClick={() => void list.end(session)}
      >
        {words.endOne}
      </button>
    )}
  </li>
);

/** For everybody: the browsers they are signed in on. */
export const SessionsCard = ({ list }: { list: Sessions }) => {
  useEffect(() => void list.load(), [list]);
  const all = list.all.value;
  return (
    <section class="card wide" aria-labelledby="sessions-title">
      <div>
        <h2 id="sessions-title">{words.sessions}</h2>
        <p class="fine">{words.sessionsIntro}</p>
      </div>
      <p class="fine" role="status">
        {list.note.value}
      </p>
      <Loadable value={all} trouble={list.trouble.value} loading={words.sessionsLoading} onAgain={list.load}>
        {sessions => (
          <ul class="rows all">
            {sessions.map(session => (
              <Row key={session.id} list={list} session={session} />
            ))}
          </ul>
        )}
      </Loadable>
      {all && all.length > 1 && (
        <div class="acts">
          <button
            type="button"
            class="button end"
            aria-disabled={list.busy.value}
            onClick={() => void list.endOthers()}
          >
            {words.endOthers}
          </button>
        </div>
      )}
    </section>
  );
};
