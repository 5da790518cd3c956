import type { OpenPage } from '../../desk/section.ts';
import { chromePorts } from './chrome-ports.ts';
import { createOverview } from './model.ts';
import { OverviewPage } from './OverviewPage.tsx';

export const openSetUp: OpenPage = () => {
  const overview = createOverview(chromePorts());
  return () => <OverviewPage overview={overview} />;
};

/** Also true when the server does not answer: the page then says so. */
export const isUnfinished = async (): Promise<boolean> => {
  const overview = createOverview(chromePorts());
  await overview.load();
  return !overview.isFinished.value;
};
