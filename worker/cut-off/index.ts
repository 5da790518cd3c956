import { jobKind } from '../jobs/index.ts';
import { cutOff } from './cut-off.ts';
import { CutOff } from './job.ts';

export { cutOffJob, cutOffNow } from './cut-off.ts';
export type { CutOff } from './job.ts';

export const jobs = [
  jobKind({
    kind: 'team.cutOff',
    schema: CutOff,
    title: 'Disconnect somebody who was signed out or removed',
    do: cutOff,
  }),
];
