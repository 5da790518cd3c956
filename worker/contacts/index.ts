import type { Hono } from 'hono';
import * as contract from '../../shared/contacts/contract.ts';
import type { AppEnv } from '../context.ts';
import { onMember } from '../register.ts';
import type { Step } from '../scheduled-step.ts';
import { change } from './change.ts';
import { list } from './list.ts';
import { lookUp } from './look-up.ts';
import { foldContacts } from './store.ts';

export { makeContact } from './make.ts';
export { contactById, contactByNumber } from './store.ts';
export { contact, contactPhone } from './table.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onMember(app, contract.lookUp, lookUp);
  onMember(app, contract.contacts, list);
  onMember(app, contract.changeContact, change);
};

export const everyMinute: readonly Step[] = [{ name: 'contacts.fold', do: foldContacts }];
