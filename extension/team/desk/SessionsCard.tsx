import { useEffect } from 'preact/hooks';
import type { SignedIn } from '../../../shared/team/contract.ts';
import { Confirm } from '../../ui/confirm/Confirm.tsx';
import { repDates } from '../../ui/format/dates.ts';
import { RowList } from '../../ui/list/Rows.tsx';
import { TroubleNote } from '../../ui/Trouble.tsx';
import type { Sessions } from './sessions-model.ts';
import { words } from './words.ts';

const Row = ({ list, session }: { list: Sessions; session: SignedIn }) => (
  <>
    <div>
      <p class="row-name">
        <bdi>{session.device}</bdi>
        {session.isThis && ` (${words.thisOne})`}
      </p>
      <p class="fine">
        {words.since(repDates().dayAndTime(session.createdAt), repDates().dayAndTime(session.lastSeenAt))}
      </p>
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
  </>
);

/** For everybody: the browsers they are signed in on. */
export const SessionsCard = ({ list }: { list: Sessions }) => {
  useEffect(() => void list.list.load(), [list]);
  const isAsked = list.isAsked.value;
  const trouble = list.trouble.value;
  return (
    <section class="card wide" aria-labelledby="sessions-title">
      <div>
        <h2 id="sessions-title">{words.sessions}</h2>
        <p class="fine">{words.sessionsIntro}</p>
      </div>
      <TroubleNote trouble={isAsked ? null : trouble} />
      <RowList list={list.list} loading={words.sessionsLoading} empty={null}>
        {session => <Row list={list} session={session} />}
      </RowList>
      {(list.list.items.value?.length ?? 0) > 1 && (
        <div class="acts">
          <button type="button" class="button end" onClick={() => (list.isAsked.value = true)}>
            {words.endOthers}
          </button>
        </div>
      )}
      <Confirm
        asks={isAsked ? words.endOthersAsk : null}
        act={words.endOthersAct}
        cancel={words.endOthersKeep}
        isBusy={list.busy.value}
        trouble={trouble}
        onAct={list.endOthers}
        onCancel={() => (list.isAsked.value = false)}
      >
        {words.endOthersThen}
      </Confirm>
    </section>
  );
};
