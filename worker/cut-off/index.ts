export { cutOff, cutOffJob, cutOffNow, type Ended } from './cut-off.ts';
