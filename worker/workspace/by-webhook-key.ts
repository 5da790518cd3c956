import { systemClock } from '../platform.ts';
import { type Workspace, workspaceWithKey } from './store.ts';

// Each webhook reads it, and it hardly ever changes. The signature is still checked every time.
const KEPT_MS = 30_000;
const KEPT_AT_MOST = 1_000;

const known = new Map<string, { readonly workspace: Workspace; readonly until: number }>();

/** The workspace with this webhook key, at most half a minute old. An unknown key is looked up every time. */
export const workspaceByWebhookKey = async (env: Env, webhookKey: string): Promise<Workspace | undefined> => {
  const now = systemClock.now();
  const cached = known.get(webhookKey);
  if (cached && now < cached.until) return cached.workspace;
  const workspace = await workspaceWithKey(env, webhookKey);
  known.delete(webhookKey);
  if (!workspace) return undefined;
  const [oldest] = known.keys();
  if (known.size >= KEPT_AT_MOST && oldest !== undefined) known.delete(oldest);
  known.set(webhookKey, { workspace, until: now + KEPT_MS });
  return workspace;
};
