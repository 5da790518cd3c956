export { callBackIntent } from './call-back.ts';
export { MissedTab } from './MissedTab.tsx';
export { createMissed, type Missed, type MissedPorts } from './missed.ts';
