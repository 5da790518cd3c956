import type { Hono } from 'hono';
import { mailCodeRefusalWords, mailedCodeRefusalWords } from '../../shared/sign-in/words.ts';
import * as contract from '../../shared/step-up/contract.ts';
import { beginRefusalWords, passkeyStepUpWords } from '../../shared/step-up/words.ts';
import type { AppEnv } from '../context.ts';
import { onMember } from '../register.ts';
import { mail, stepUpByMail } from './by-mail.ts';
import { begin, stepUpByPasskey } from './by-passkey.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onMember(app, contract.beginStepUp, begin, beginRefusalWords);
  onMember(app, contract.mailStepUpCode, mail, mailCodeRefusalWords);
  onMember(app, contract.stepUpByMail, stepUpByMail, mailedCodeRefusalWords);
  onMember(app, contract.stepUpByPasskey, stepUpByPasskey, passkeyStepUpWords);
};
