import { changeContact, contacts } from '../../../shared/contacts/contract.ts';
import { call } from '../../api.ts';
import type { Ports } from './model.ts';

export const chromePorts = (): Ports => ({
  read: ask => call(contacts, ask),
  change: change => call(changeContact, change),
});
