import type { Hono } from 'hono';
import * as contract from '../../shared/contacts/contract.ts';
import type { AppEnv } from '../context.ts';
import { onMember } from '../register.ts';
import { change } from './change.ts';
import { list } from './list.ts';
import { lookUp } from './look-up.ts';

export { makeContact } from './make.ts';
export { contactById, contactByNumber, foldContacts } from './store.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onMember(app, contract.lookUp, lookUp);
  onMember(app, contract.contacts, list);
  onMember(app, contract.changeContact, change);
};
