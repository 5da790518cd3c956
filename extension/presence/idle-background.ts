/** The background alone may ask how long the computer has not been used; the phone tells the Worker. */
import { AWAY_AFTER_MS } from '../../shared/presence/rules.ts';
import { type Handlers, send } from '../messages.ts';

const IDLE_SECONDS = AWAY_AFTER_MS / 1000;

/** Chrome says `idle` when the interval is over. Who locks the computer leaves it at that moment. */
const IDLE_MS: Readonly<Record<`${chrome.idle.IdleState}`, number | null>> = {
  active: null,
  locked: 0,
  idle: AWAY_AFTER_MS,
};

/** Chrome forgets the interval whenever the background ends. */
export const watchIdle = (): void => {
  chrome.idle.setDetectionInterval(IDLE_SECONDS);
  chrome.idle.onStateChanged.addListener(state => {
    // A phone that is not there yet asks for the state itself.
    send('phone', 'presence.idle', { idleMs: IDLE_MS[state] }).catch(() => undefined);
  });
};

type IdleActs = Pick<Handlers<'background'>, 'presence.idleFor' | 'presence.active'>;

export const idleActs: IdleActs = {
  'presence.idleFor': async () => IDLE_MS[await chrome.idle.queryState(IDLE_SECONDS)],
  'presence.active': async () => {
    await send('phone', 'presence.active', {}).catch(() => undefined);
    return null;
  },
};
