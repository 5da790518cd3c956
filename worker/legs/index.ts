export { addLeg, isLegKnown, legsOf } from './store.ts';
export { callLeg } from './table.ts';
