import type { Hono } from 'hono';
import * as contract from '../../shared/numbers/contract.ts';
import {
  buyRefusalWords,
  carrierSaidWords,
  changeNumberRefusalWords,
  releaseRefusalWords,
} from '../../shared/numbers/words.ts';
import type { AppEnv } from '../context.ts';
import { onMember, onMemberOnce } from '../register.ts';
import { buy } from './buy.ts';
import { change } from './change.ts';
import { importNumbers } from './import.ts';
import { importable } from './importable.ts';
import { release, remove } from './let-go.ts';
import { list } from './list.ts';
import { managed } from './managed.ts';
import { search } from './search.ts';

export { callable } from './callable.ts';
export { isHooked, numberHooks } from './hooks.ts';
export { isOurs, numberById, numbersOf, type StoredNumber, setAtCarrier } from './store.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onMember(app, contract.listNumbers, list);
  onMember(app, contract.managedNumbers, managed);
  onMember(app, contract.importable, importable, carrierSaidWords);
  onMember(app, contract.importNumbers, importNumbers, carrierSaidWords);
  onMember(app, contract.searchNumbers, search, carrierSaidWords);
  onMemberOnce(app, contract.buyNumber, buy, buyRefusalWords);
  onMember(app, contract.changeNumber, change, changeNumberRefusalWords);
  onMember(app, contract.removeNumber, remove);
  onMember(app, contract.releaseNumber, release, releaseRefusalWords);
};
