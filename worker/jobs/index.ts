export { drain } from './drain.ts';
export { Job, type KeepRecording, type MissedCall, type SendMail, type Voicemail } from './job.ts';
export { bury, deadLetterOf, deadLettersOf, forgetJobs, isDone, revive } from './store.ts';
