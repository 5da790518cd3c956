import type { Hono } from 'hono';
import * as contract from '../../shared/sign-in/contract.ts';
import {
  codeRefusalWords,
  mailCodeRefusalWords,
  mailedCodeRefusalWords,
} from '../../shared/sign-in/words.ts';
import type { AppEnv } from '../context.ts';
import { jobKind } from '../jobs/index.ts';
import { randomBytes } from '../platform.ts';
import { onPublic } from '../register.ts';
import { type Step, timeBefore } from '../scheduled-step.ts';
import { mailCode, signInByMail } from './by-mail.ts';
import { MailCode } from './job.ts';
import { mailCodeOf } from './mail-code.ts';
import { lookAtCode, signIn } from './sign-in.ts';
import { forgetCodes } from './store.ts';

export { deviceWords } from './device-words.ts';
export { CODE_MS, mailCodeRow, newCode } from './mail-code.ts';
export { addMailCode, tryMailCode, useMailCode } from './store.ts';
export { setupCode } from './table.ts';
export { countSignIn, countStepUp, countStepUpMail } from './tries.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onPublic(app, contract.signIn, signIn, codeRefusalWords);
  onPublic(app, contract.lookAtCode, lookAtCode, codeRefusalWords);
  onPublic(app, contract.mailCode, mailCode, mailCodeRefusalWords);
  onPublic(app, contract.signInByMail, signInByMail, mailedCodeRefusalWords);
};

export const jobs = [
  jobKind({
    kind: 'signIn.mailCode',
    schema: MailCode,
    title: 'Mail a sign-in code',
    do: (env, job, clock) => mailCodeOf(env, job, clock, randomBytes),
  }),
];

const RETENTION_DAYS = 7;

export const everyNight: readonly Step[] = [
  { name: 'codes.forget', do: (env, clock) => forgetCodes(env, timeBefore(clock, RETENTION_DAYS)) },
];
