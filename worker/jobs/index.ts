export { drain, drainNow } from './drain.ts';
export {
  type CutOff,
  Job,
  type KeepCallRecording,
  type KeepRecording,
  type MailCode,
  type MissedCall,
  type SendMail,
  type Voicemail,
} from './job.ts';
export { bury, deadLetterOf, deadLettersOf, forgetJobs, isDone, owe, revive, settle } from './store.ts';
