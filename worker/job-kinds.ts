import * as cutOff from './cut-off/index.ts';
import * as incoming from './incoming/index.ts';
import type { JobKind } from './jobs/index.ts';
import * as mail from './mail/index.ts';
import * as prices from './prices/index.ts';
import * as recordings from './recordings/index.ts';
import * as signIn from './sign-in/index.ts';

/** Every kind of job, from the capabilities that do them. */
export const JOB_KINDS: readonly JobKind[] = [
  ...cutOff.jobs,
  ...incoming.jobs,
  ...mail.jobs,
  ...prices.jobs,
  ...recordings.jobs,
  ...signIn.jobs,
];
