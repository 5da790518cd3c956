export { drain } from './drain.ts';
export { Job, type KeepRecording, type MissedCall, type Voicemail } from './job.ts';
export { bury, deadLettersOf, forgetJobs, isDone } from './store.ts';
