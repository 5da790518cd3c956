export { type Find, findOf, hasNumber, hasText } from './store.ts';
