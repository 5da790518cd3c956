import type { Hono } from 'hono';
import * as contract from '../../shared/proof/contract.ts';
import { beginRefusalWords, passkeyProofWords } from '../../shared/proof/words.ts';
import { mailCodeRefusalWords, mailedCodeRefusalWords } from '../../shared/sign-in/words.ts';
import type { AppEnv } from '../context.ts';
import { onMember } from '../register.ts';
import { mail, proveByMail } from './by-mail.ts';
import { begin, proveByPasskey } from './by-passkey.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onMember(app, contract.beginProof, begin, beginRefusalWords);
  onMember(app, contract.mailProof, mail, mailCodeRefusalWords);
  onMember(app, contract.proveByMail, proveByMail, mailedCodeRefusalWords);
  onMember(app, contract.proveByPasskey, proveByPasskey, passkeyProofWords);
};
