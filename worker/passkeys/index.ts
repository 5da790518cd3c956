import type { Hono } from 'hono';
import * as contract from '../../shared/passkeys/contract.ts';
import { addRefusalWords, challengeRefusalWords, passkeyRefusalWords } from '../../shared/passkeys/words.ts';
import type { AppEnv } from '../context.ts';
import { onMember, onPublic } from '../register.ts';
import { add, begin, list, remove } from './own.ts';
import { challenge, signIn } from './sign-in.ts';

export { challengeFor, takeAnswered, usePasskey } from './assertion.ts';
export { passkeyById, passkeysOf } from './store.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onPublic(app, contract.passkeyChallenge, challenge, challengeRefusalWords);
  onPublic(app, contract.signInWithPasskey, signIn, passkeyRefusalWords);
  onMember(app, contract.passkeys, list);
  onMember(app, contract.beginPasskey, begin);
  onMember(app, contract.addPasskey, add, addRefusalWords);
  onMember(app, contract.removePasskey, remove);
};
