import { FIRST_SEAL, sealedText } from '../../shared/audit/seal.ts';
import { sha256 } from '../platform.ts';
import { lastSeal, unsealed, writeSeals } from './store.ts';

// As many statements as fit into one batch comfortably.
const AT_ONCE = 100;

/** Seals what has been written since the last time, each workspace in a chain of its own. */
export const sealEntries = async (env: Env): Promise<void> => {
  for (;;) {
    const entries = await unsealed(env, AT_ONCE);
    const last = new Map<string, string>();
    const seals: { id: number; seal: string }[] = [];
    for (const entry of entries) {
      const { workspaceId } = entry;
      const previous = last.get(workspaceId) ?? (await lastSeal(env, workspaceId)) ?? FIRST_SEAL;
      const seal = await sha256(sealedText(previous, entry));
      last.set(workspaceId, seal);
      seals.push({ id: entry.id, seal });
    }
    await writeSeals(env, seals);
    if (entries.length < AT_ONCE) return;
  }
};
