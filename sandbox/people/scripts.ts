import type { Step } from './script.ts';

const TURN: Step = { listenUntilQuietMs: 900, atMostMs: 5000 };

export const DANA: readonly Step[] = [
  { pauseMs: 300 },
  { say: 'dana-hello' },
  TURN,
  { say: 'dana-who' },
  TURN,
  { say: 'dana-more' },
  TURN,
  { say: 'dana-mail' },
  TURN,
  { say: 'dana-bye' },
];

export const MARCUS: readonly Step[] = [
  { pauseMs: 200 },
  { say: 'marcus-hello' },
  TURN,
  { say: 'marcus-busy' },
  TURN,
  { say: 'marcus-price' },
  TURN,
  { say: 'marcus-tuesday' },
];

export const PRIYA: readonly Step[] = [
  { pauseMs: 400 },
  { say: 'priya-hello' },
  TURN,
  { say: 'priya-listening' },
  TURN,
  { say: 'priya-colleague' },
];

/** Says hello before the receiver is at their ear. */
export const KEN: readonly Step[] = [{ say: 'fast-hello' }, TURN, { say: 'marcus-busy' }, TURN];

export const VOICEMAIL: readonly Step[] = [
  { pauseMs: 500 },
  { say: 'sam-voicemail' },
  { pauseMs: 300 },
  { beepMs: 400 },
];

/** Nothing but a beep. */
export const SILENT_VOICEMAIL: readonly Step[] = [{ pauseMs: 3000 }, { beepMs: 400 }];

export const LEE: readonly Step[] = [
  { pauseMs: 300 },
  { say: 'marcus-hello' },
  { pauseMs: 2000 },
  { say: 'lee-meeting' },
];

/** A menu with a second level; zero leads to a person. */
export const IVR: readonly Step[] = [
  { pauseMs: 400 },
  { label: 'menu' },
  { say: 'ivr-menu', yields: true },
  {
    wait: [
      { digit: '1', go: 'sales' },
      { digit: '2', go: 'support' },
      { digit: '0', go: 'human' },
      { says: 'agent', go: 'human' },
      { silentMs: 6000, go: 'menu' },
    ],
  },
  { label: 'sales' },
  { say: 'ivr-sales' },
  {
    wait: [
      { digit: '1', go: 'orders' },
      { digit: '*', go: 'menu' },
      { digit: '0', go: 'human' },
      { silentMs: 6000, go: 'sales' },
    ],
  },
  { label: 'orders' },
  { say: 'ivr-orders' },
  { pauseMs: 1500 },
  { go: 'human' },
  { label: 'support' },
  { say: 'ivr-support' },
  {
    wait: [
      { digit: '0', go: 'human' },
      { digit: '*', go: 'menu' },
      { silentMs: 8000, go: 'bye' },
    ],
  },
  { label: 'bye' },
  { say: 'ivr-wrong' },
  { hangUp: true },
  { label: 'human' },
  { pauseMs: 600 },
  { say: 'ivr-human' },
  TURN,
  { say: 'dana-more' },
];

/** The answering tone of a fax. */
export const FAX: readonly Step[] = [{ pauseMs: 300 }, { toneHz: 2100, ms: 3000 }, { pauseMs: 60_000 }];

/** Picks up late and speaks later. */
export const SLOW: readonly Step[] = [{ pauseMs: 2200 }, { say: 'slow-hello' }, TURN, { say: 'dana-who' }];

/** Tells a long story, and stops when somebody talks over it. */
export const TALKATIVE: readonly Step[] = [
  { pauseMs: 300 },
  { say: 'dana-hello' },
  TURN,
  { label: 'story' },
  { say: 'talk-long', yields: true },
  { say: 'talk-sorry' },
  TURN,
  { go: 'story' },
];

/** Wants no more calls, and says so. */
export const OPT_OUT: readonly Step[] = [
  { pauseMs: 300 },
  { say: 'optout-hello' },
  TURN,
  { say: 'optout-stop' },
  { pauseMs: 1500 },
  { hangUp: true },
];

export const SPANISH: readonly Step[] = [
  { pauseMs: 300 },
  { say: 'spanish-hello' },
  TURN,
  { say: 'spanish-more' },
  TURN,
  { say: 'spanish-bye' },
];

/** A telephone that asks who is calling; a silent caller does not get through. */
export const SCREENING: readonly Step[] = [
  { pauseMs: 500 },
  { say: 'screen-ask' },
  {
    wait: [
      { says: '', go: 'asked' },
      { silentMs: 8000, go: 'gone' },
    ],
  },
  { label: 'gone' },
  { hangUp: true },
  { label: 'asked' },
  { say: 'screen-wait' },
  { pauseMs: 4000 },
  { say: 'screen-yes' },
  TURN,
  { say: 'marcus-busy' },
];

/** A reception that fetches another person, who mentions it after having been put on hold. */
export const SECOND: readonly Step[] = [
  { pauseMs: 300 },
  { say: 'second-first' },
  { pauseMs: 5000 },
  { say: 'second-second' },
  TURN,
  { say: 'dana-more' },
  {
    wait: [
      { hears: 'hold music', go: 'held' },
      { silentMs: 20_000, go: 'end' },
    ],
  },
  { label: 'held' },
  { wait: [{ silentMs: 1000, go: 'back' }] },
  { label: 'back' },
  { say: 'held-back' },
  { label: 'end' },
];
