export { hasMail } from './deliver.ts';
export { deliverMail, mailJob, sendMail } from './send.ts';
export { type MailText, mailPart, mailText, ours, type Quoted, quoted } from './text.ts';
