export { drain, drainNow } from './drain.ts';
export {
  type CutOff,
  Job,
  type KeepCallRecording,
  type KeepRecording,
  type MailCode,
  type MissedCall,
  type PriceCall,
  type SendMail,
  type Voicemail,
} from './job.ts';
export {
  bringForward,
  bury,
  deadLetterOf,
  deadLettersOf,
  forgetJobs,
  isDone,
  owe,
  postpone,
  revive,
  settle,
} from './store.ts';
