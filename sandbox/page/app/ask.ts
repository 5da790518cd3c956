import type { Live } from '../../carrier/control/live.ts';
import { isLost, listeningTo, live, problem, tab } from './state.ts';

const LOOK_EVERY_MS = 700;

const look = async () => {
  try {
    const response = await fetch('/sandbox/live', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ tab }),
    });
    const seen: Live = await response.json();
    live.value = seen;
    isLost.value = false;
    if (!seen.isListening) listeningTo.value = undefined;
  } catch {
    isLost.value = true;
  }
};

/** Sends the network a request. Returns undefined, with a message in `problem`, if it fails. */
export const ask = async <T = unknown>(path: string, body: object = {}): Promise<T | undefined> => {
  problem.value = '';
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const json = await response.json();
    if (response.ok) {
      void look();
      return json;
    }
    problem.value = json.message ?? `The network answered ${response.status}.`;
  } catch {
    problem.value = 'The network does not answer. Is it still running?';
  }
  return undefined;
};

/** Polls while the tab is visible; less often while it is hidden, so that the tab stays a telephone. */
export const follow = (): void => {
  const again = async () => {
    await look();
    setTimeout(again, document.hidden ? 3 * LOOK_EVERY_MS : LOOK_EVERY_MS);
  };
  void again();
};
