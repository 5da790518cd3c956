export { drain, drainNow } from './drain.ts';
export {
  type CutOff,
  Job,
  type MailCode,
  type MissedCall,
  type PriceCall,
  type SendMail,
  StoreRecording,
  type Voicemail,
} from './job.ts';
export {
  bringForward,
  failedJobOf,
  failedJobsOf,
  forgetJobs,
  isDone,
  owe,
  postpone,
  revive,
  settle,
  storeFailedJob,
} from './store.ts';
