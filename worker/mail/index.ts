export { hasMail } from './deliver.ts';
export { deliverMail, sendMail } from './send.ts';
