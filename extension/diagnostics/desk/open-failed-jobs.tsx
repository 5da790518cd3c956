import type { OpenPage } from '../../desk/section.ts';
import { chromePorts } from './chrome-ports.ts';
import { FailedJobsCard } from './FailedJobsCard.tsx';
import { createFailedJobs } from './model.ts';

export const openFailedJobs: OpenPage = () => {
  const list = createFailedJobs(chromePorts());
  return () => <FailedJobsCard list={list} />;
};
