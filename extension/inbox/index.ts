export { MissedTab } from './MissedTab.tsx';
export { createMissed, type Missed, type MissedPorts } from './missed.ts';
