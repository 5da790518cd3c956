import { jobKind } from '../jobs/index.ts';
import { SendMail } from './job.ts';
import { deliverMail } from './send.ts';

export { hasMail } from './deliver.ts';
export type { SendMail } from './job.ts';
export { mailJob, sendMail } from './send.ts';
export { type MailText, mailPart, mailText, ours, type Quoted, quoted } from './text.ts';

export const jobs = [
  jobKind({ kind: 'mail.send', schema: SendMail, title: 'Send an email', do: deliverMail }),
];
