import type { Hono } from 'hono';
import * as contract from '../../shared/sign-in/contract.ts';
import {
  codeRefusalWords,
  mailCodeRefusalWords,
  mailedCodeRefusalWords,
  renewRefusalWords,
} from '../../shared/sign-in/words.ts';
import type { AppEnv } from '../context.ts';
import { onPublic } from '../register.ts';
import { renew } from '../team/index.ts';
import { mailCode, signInByMail } from './by-mail.ts';
import { lookAtCode, signIn } from './sign-in.ts';

export { CODE_MS, keepMailCode, newCode } from './mail-code.ts';
export { forgetCodes, tryMailCode, useMailCode } from './store.ts';
export { countMail, countSignIn } from './tries.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onPublic(app, contract.signIn, signIn, codeRefusalWords);
  onPublic(app, contract.lookAtCode, lookAtCode, codeRefusalWords);
  onPublic(app, contract.mailCode, mailCode, mailCodeRefusalWords);
  onPublic(app, contract.signInByMail, signInByMail, mailedCodeRefusalWords);
  onPublic(app, contract.renew, renew, renewRefusalWords);
};
