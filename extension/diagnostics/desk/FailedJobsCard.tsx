import { useEffect } from 'preact/hooks';
import type { FailedJob } from '../../../shared/diagnostics/contract.ts';
import { repDates } from '../../ui/format/dates.ts';
import { Empty } from '../../ui/list/Empty.tsx';
import { RowList } from '../../ui/list/Rows.tsx';
import { PageCard } from '../../ui/PageCard.tsx';
import { TroubleNote } from '../../ui/Trouble.tsx';
import type { FailedJobs } from './model.ts';
import { words } from './words.ts';

const Row = ({ list, job }: { list: FailedJobs; job: FailedJob }) => {
  const busy = list.trying.value.has(job.id);
  return (
    <>
      <div>
        <p class="row-name">{job.title}</p>
        <p class="fine">{words.failedAt(repDates().dayAndTime(job.failedAt), job.tries)}</p>
      </div>
      <button
        type="button"
        class="button"
        aria-disabled={busy}
        aria-label={`${words.tryAgain}: ${job.title}`}
        onClick={() => void list.retry(job)}
      >
        {busy ? words.trying : words.tryAgain}
      </button>
    </>
  );
};

/** For owners and admins: jobs that failed for good, each with a button to try again. */
export const FailedJobsCard = ({ list }: { list: FailedJobs }) => {
  useEffect(() => void list.list.load(), [list]);
  return (
    <PageCard id="failed-jobs" title={words.title} intro={words.intro}>
      <TroubleNote trouble={list.trouble.value} />
      <RowList
        list={list.list}
        loading={words.loading}
        empty={
          <Empty icon="check" title={words.empty}>
            <p class="fine">{words.emptyNext}</p>
          </Empty>
        }
      >
        {job => <Row list={list} job={job} />}
      </RowList>
    </PageCard>
  );
};
