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

export { deviceWords } from './device-words.ts';
export { CODE_MS, mailCodeOf, mailCodeRow, newCode } from './mail-code.ts';
export { addMailCode, forgetCodes, tryMailCode, useMailCode } from './store.ts';
export { countSignIn, countStepUp, countStepUpMail } from './tries.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onPublic(app, contract.signIn, signIn, codeRefusalWords);
  onPublic(app, contract.lookAtCode, lookAtCode, codeRefusalWords);
  onPublic(app, contract.mailCode, mailCode, mailCodeRefusalWords);
  onPublic(app, contract.signInByMail, signInByMail, mailedCodeRefusalWords);
  onPublic(app, contract.renew, renew, renewRefusalWords);
};
