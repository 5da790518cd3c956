import { FIRST_SEAL, type StoredEntry, sealedText, sealOf } from '../../shared/audit/seal.ts';
import { log } from '../log.ts';
import { sha256 } from '../platform.ts';
import { auditKey, auditMac } from '../secrets/index.ts';
import { lastSeal, type NewSeal, unsealed, writeSeals } from './store.ts';

// How many entries are sealed at once: their statements fit into one batch.
const AT_ONCE = 100;

const sealsFor = async (env: Env, key: number, entries: readonly StoredEntry[]): Promise<NewSeal[]> => {
  const last = new Map<string, string>();
  const seals: NewSeal[] = [];
  for (const entry of entries) {
    const { id, workspaceId } = entry;
    const previous = last.get(workspaceId) ?? (await lastSeal(env, workspaceId)) ?? FIRST_SEAL;
    const digest = await sha256(sealedText(previous, entry));
    const mac = await auditMac(env, key, workspaceId, digest);
    if (mac === undefined) throw new Error('The sealing key of the audit log is missing.');
    const seal = sealOf(key, digest, mac);
    last.set(workspaceId, seal);
    seals.push({ id, workspaceId, previous, seal });
  }
  return seals;
};

/** Seals the entries written since the last run; each workspace has a chain of its own. */
export const sealEntries = async (env: Env): Promise<void> => {
  const key = auditKey(env);
  if (key === undefined) {
    log.warn('audit.unsealed', { reason: 'no sealing key' });
    return;
  }
  for (;;) {
    const entries = await unsealed(env, AT_ONCE);
    const written = await writeSeals(env, await sealsFor(env, key, entries));
    // If fewer were written, another run has just sealed these; that run, or the next minute's, seals the rest.
    if (written < entries.length || entries.length < AT_ONCE) return;
  }
};
