import { useEffect, useRef } from 'preact/hooks';
import type { CallView } from '../../../shared/calls/contract.ts';
import { STATUS_LOOKS } from '../../../shared/presence/words.ts';
import { repDates } from '../../ui/format/dates.ts';
import { Icon } from '../../ui/Icon.tsx';
import { RequestId } from '../../ui/RequestId.tsx';
import type { Panel } from './model.ts';
import { Notice } from './Notice.tsx';
import { RecentRow } from './RecentRow.tsx';
import type { Recents as List } from './recents.ts';
import { refusedWords, words } from './words.ts';

const Skeleton = () => (
  <div class="skeleton" aria-hidden="true">
    {['a', 'b', 'c', 'd', 'e', 'f'].map(row => (
      <div class="skeleton-row" key={row} />
    ))}
  </div>
);

const Empty = () => (
  <div class="plain-state">
    <span class="plain-sign">
      <Icon name="phone" />
    </span>
    <h2>{words.recentsEmpty}</h2>
    <p>{words.recentsEmptyNext}</p>
  </div>
);

const Failed = ({ panel, error }: { panel: Panel; error: NonNullable<List['error']> }) => {
  const { text, requestId } = refusedWords(error);
  const offline = error.reason === 'offline';
  return (
    <div class="plain-state" role="alert">
      <span class="plain-sign">
        <Icon name={offline ? 'offline' : 'warning'} />
      </span>
      <h2>{offline ? STATUS_LOOKS.offline.word : words.recentsFailed}</h2>
      <p>{offline ? words.recentsOffline : text}</p>
      <button type="button" class="button" onClick={panel.recents.read}>
        {words.tryAgain}
      </button>
      {requestId && <RequestId id={requestId} />}
    </div>
  );
};

type Day = { readonly word: string; readonly calls: CallView[] };

const byDay = (calls: readonly CallView[], now: number): readonly Day[] => {
  const days: Day[] = [];
  const dates = repDates();
  for (const call of calls) {
    const word = dates.dayWord(call.openedAt, now);
    const last = days.at(-1);
    if (last?.word === word) last.calls.push(call);
    else days.push({ word, calls: [call] });
  }
  return days;
};

const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: at => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
};

const Rows = ({ panel, list }: { panel: Panel; list: List }) => {
  const container = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const rows = [...(container.current?.querySelectorAll('button') ?? [])];
    const at = rows.findIndex(row => row.matches(':focus'));
    const step = STEPS[event.key];
    if (at < 0 || !step) return;
    event.preventDefault();
    rows[step(at, rows.length - 1)]?.focus();
  };
  const now = panel.ports.now();
  return (
    <div ref={container}>
      {byDay(list.calls, now).map(day => (
        <section key={day.word} aria-label={day.word}>
          <h2 class="day">{day.word}</h2>
          <ul>
            {day.calls.map(call => (
              <RecentRow key={call.id} panel={panel} call={call} onKeyDown={move} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
};

export const Recents = ({ panel }: { panel: Panel }) => {
  const list = panel.recents.list.value;
  useEffect(panel.recents.read, [panel]);

  if (list.calls.length === 0) {
    if (list.status === 'failed' && list.error) return <Failed panel={panel} error={list.error} />;
    if (list.status === 'ready') return <Empty />;
    return (
      <div aria-busy="true">
        <p class="unseen">{words.loadingRecents}</p>
        <Skeleton />
      </div>
    );
  }
  return (
    <div class="recents">
      <Notice panel={panel} />
      {list.status === 'failed' && list.error && <Failed panel={panel} error={list.error} />}
      <Rows panel={panel} list={list} />
      {list.more && list.status !== 'failed' && (
        <button
          type="button"
          class="button wide"
          aria-disabled={list.status === 'loading_more'}
          onClick={panel.recents.showMore}
        >
          {list.status === 'loading_more' ? words.loadingMore : words.showMore}
        </button>
      )}
    </div>
  );
};
