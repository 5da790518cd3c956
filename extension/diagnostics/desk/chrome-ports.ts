import { failedJobs, retryFailedJob } from '../../../shared/diagnostics/contract.ts';
import { call } from '../../api.ts';
import type { Ports } from './model.ts';

const AT_MOST = 100;

export const chromePorts = (): Ports => ({
  read: () => call(failedJobs, { limit: AT_MOST }),
  retry: id => call(retryFailedJob, { id }),
});
