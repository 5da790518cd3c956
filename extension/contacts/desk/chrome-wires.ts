import { changeContact, contacts } from '../../../shared/contacts/contract.ts';
import { call } from '../../api.ts';
import type { Wires } from './model.ts';

export const chromeWires = (): Wires => ({
  read: ask => call(contacts, ask),
  change: change => call(changeContact, change),
});
