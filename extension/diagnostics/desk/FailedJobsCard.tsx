import { useEffect } from 'preact/hooks';
import type { FailedJob } from '../../../shared/diagnostics/contract.ts';
import { Icon } from '../../ui/Icon.tsx';
import { TroubleNote } from '../../ui/Trouble.tsx';
import type { FailedJobs } from './model.ts';
import { kindWords, words } from './words.ts';

const when = (at: number): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(at);

const Row = ({ list, job }: { list: FailedJobs; job: FailedJob }) => {
  const busy = list.trying.value.has(job.id);
  const name = kindWords(job);
  return (
    <li class="row">
      <div>
        <p class="row-name">{name}</p>
        <p class="fine">{words.failedAt(when(job.failedAt), job.tries)}</p>
      </div>
      <button
        type="button"
        class="button"
        aria-disabled={busy}
        aria-label={`${words.tryAgain}: ${name}`}
        onClick={() => void list.retry(job)}
      >
        {busy ? words.trying : words.tryAgain}
      </button>
    </li>
  );
};

const Rows = ({ list }: { list: FailedJobs }) => {
  const rows = list.rows.value;
  if (!rows)
    return list.trouble.value ? (
      <div class="acts">
        <button type="button" class="button" onClick={() => void list.load()}>
          {words.readAgain}
        </button>
      </div>
    ) : (
      <p class="fine" aria-busy="true">
        {words.loading}…
      </p>
    );
  if (rows.length === 0)
    return (
      <div class="nothing">
        <Icon name="check" />
        <div>
          <p class="row-name">{words.empty}</p>
          <p class="fine">{words.emptyNext}</p>
        </div>
      </div>
    );
  return (
    <ul class="rows">
      {rows.map(job => (
        <Row key={job.id} list={list} job={job} />
      ))}
    </ul>
  );
};

/** For owners and admins: jobs that failed for good, each with a button to try again. */
export const FailedJobsCard = ({ list }: { list: FailedJobs }) => {
  useEffect(() => void list.load(), [list]);
  return (
    <section class="card" aria-labelledby="failed-jobs">
      <div>
        <h1 id="failed-jobs">{words.title}</h1>
        <p class="fine">{words.intro}</p>
      </div>
      <p class="fine" role="status">
        {list.note.value}
      </p>
      <TroubleNote trouble={list.trouble.value} />
      <Rows list={list} />
    </section>
  );
};
