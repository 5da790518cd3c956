import type { auditLog as endpoint } from '../../shared/audit/contract.ts';
import type { RequestOf } from '../../shared/endpoint.ts';
import { ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { sealEntries } from './seal.ts';
import { actsOf, entriesOf, membersOf } from './store.ts';

const parsed = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

/** What everybody in the workspace did, the newest first. */
export const log = async ({ env, principal }: MemberContext, filter: RequestOf<typeof endpoint>) => {
  const { workspaceId } = principal;
  const isFirst = filter.before === undefined;
  await sealEntries(env);
  const [rows, members, acts] = await Promise.all([
    entriesOf(env, workspaceId, filter),
    isFirst ? membersOf(env, workspaceId) : [],
    isFirst ? actsOf(env, workspaceId) : [],
  ]);
  const entries = rows.slice(0, filter.limit).map(({ memberId, memberName, before, after, ...row }) => ({
    ...row,
    member: memberId === null ? null : { id: memberId, name: memberName ?? '' },
    before: parsed(before),
    after: parsed(after),
  }));
  return ok({ entries, members, acts, hasMore: rows.length > filter.limit });
};
