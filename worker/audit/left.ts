import type { Clock } from '../../shared/clock.ts';
import { inTurn } from '../in-turn.ts';
import { leftIntents, writeIntent } from './store.ts';

// No request runs that long.
const LEFT_AFTER_MS = 2 * 60_000;
const AT_ONCE = 100;

/** Turns intents that were left behind into entries: the act was requested, its outcome is unknown. */
export const writeLeftIntents = async (env: Env, clock: Clock): Promise<void> =>
  inTurn(
    await leftIntents(env, clock.now() - LEFT_AFTER_MS, AT_ONCE),
    ({ after, requestId }) =>
      writeIntent(env, requestId, {
        asked: after === null ? null : (JSON.parse(after) as unknown),
        outcome: 'unknown',
      }),
    ({ act, requestId, workspaceId }) => ({ act, requestId, workspaceId }),
  );
