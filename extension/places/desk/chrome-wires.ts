import { createWorkspace, places } from '../../../shared/team/contract.ts';
import { call } from '../../api.ts';
import { switchTo } from '../act.ts';
import type { Wires } from './model.ts';

export const chromeWires = (): Wires => ({
  read: () => call(places, {}),
  create: wanted => call(createWorkspace, wanted),
  switchTo,
  startAnew: () => location.reload(),
});
