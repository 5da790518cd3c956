import type { ReplyOf, RequestOf } from '../../shared/endpoint.ts';
import { randomTail } from '../../shared/ids.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { readSettings, updateSettings } from '../../shared/settings/contract.ts';
import { GROUP_IDS, type GroupId, groupsWith, type SettingsChange } from '../../shared/settings/groups.ts';
import type { MemberContext } from '../context.ts';
import { beginAccount, forgetAccount } from '../workspace/index.ts';
import type { Refusal, Stored } from './group.ts';
import { GROUPS, viewOf } from './groups.ts';
import { setUpIfEnabled } from './set-up.ts';
import { type Sources, sourcesOf } from './sources.ts';
import { type Columns, changeSettings } from './store.ts';

export const settings = async (
  { env, principal }: MemberContext,
  { groups = [...GROUP_IDS] }: RequestOf<typeof readSettings>,
): Promise<Result<ReplyOf<typeof readSettings>, never>> =>
  ok(await viewOf(sourcesOf(env, principal.workspaceId), groups));

/** The previous values of the changed fields. */
const before = (change: SettingsChange, was: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(was).filter(([name]) => name in change));

const merged = <Part extends object>(parts: readonly (Part | undefined)[]): Part | undefined =>
  parts.some(Boolean) ? Object.assign({}, ...parts) : undefined;

/** What several groups store in columns, together. */
const columnsOf = (all: readonly Stored[]): Columns => ({
  workspace: merged(all.map(each => each.workspace)),
  dialing: merged(all.map(each => each.dialing)),
  account: merged(all.map(each => each.account)),
});

/** What these groups store, or why one of them refuses the change. */
const prepared = async (
  ids: readonly GroupId[],
  change: SettingsChange,
  sources: Sources,
  context: MemberContext,
): Promise<Result<readonly Stored[], Refusal>> => {
  const all: Stored[] = [];
  for (const id of ids) {
    const stored = await GROUPS[id].store(change, sources, context);
    if (!stored.ok) return stored;
    all.push(stored.value);
  }
  return ok(all);
};

/** Changes settings of one group or of several: all of them, or none. */
export const update = async (
  context: MemberContext,
  { revisions, ...change }: RequestOf<typeof updateSettings>,
): Promise<Result<ReplyOf<typeof updateSettings>, Refusal>> => {
  const { env, clock, random, principal, note } = context;
  const { workspaceId, memberId: by } = principal;
  const changed = groupsWith(change);
  const sources = sourcesOf(env, workspaceId);
  const was = await viewOf(sources, changed);
  if (changed.some(id => revisions[id] !== was.revisions[id])) return err({ reason: 'changed_meanwhile' });
  const stored = await prepared(changed, change, sources, context);
  if (!stored.ok) return stored;

  const groups = changed.map((id, at) => ({ id, seen: was.revisions[id], value: stored.value[at]?.value }));
  const claim = { workspaceId, by, now: clock.now(), next: randomTail(random), groups };
  const columns = columnsOf(stored.value);
  if (columns.account) await beginAccount(env, workspaceId);
  if (groups.length > 0 && !(await changeSettings(env, claim, columns)))
    return err({ reason: 'changed_meanwhile' });
  forgetAccount(workspaceId);
  note({ target: workspaceId, before: before(change, was) });
  if (changed.some(id => GROUPS[id].setsUp)) await setUpIfEnabled(env, clock, workspaceId);
  const shown = GROUP_IDS.filter(id => revisions[id] !== undefined);
  return ok(await viewOf(sourcesOf(env, workspaceId), shown));
};
