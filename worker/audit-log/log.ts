import {
  EXPORT_PAGE,
  type auditLog as endpoint,
  type exportAudit as exportEndpoint,
} from '../../shared/audit/contract.ts';
import type { RequestOf } from '../../shared/endpoint.ts';
import { ok } from '../../shared/result.ts';
import { sealEntries } from '../audit/index.ts';
import type { MemberContext } from '../context.ts';
import { actsOf, entriesOf, membersOf } from './store.ts';

const parsed = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

const pageOf = async (
  { env, principal }: MemberContext,
  filter: RequestOf<typeof exportEndpoint>,
  limit: number,
) => {
  await sealEntries(env);
  const rows = await entriesOf(env, principal.workspaceId, { ...filter, limit });
  const entries = rows.slice(0, limit).map(({ memberId, memberName, before, after, ...row }) => ({
    ...row,
    member: memberId === null ? null : { id: memberId, name: memberName ?? '' },
    before: parsed(before),
    after: parsed(after),
  }));
  return { entries, hasMore: rows.length > limit };
};

/** What the members of the workspace did, newest first. */
export const log = async (context: MemberContext, { limit, ...filter }: RequestOf<typeof endpoint>) => {
  const { env, principal } = context;
  const isFirst = filter.before === undefined;
  const [page, members, acts] = await Promise.all([
    pageOf(context, filter, limit),
    isFirst ? membersOf(env, principal.workspaceId) : [],
    isFirst ? actsOf(env, principal.workspaceId) : [],
  ]);
  return ok({ ...page, members, acts });
};

/** Entries for export. */
export const exportLog = async (context: MemberContext, filter: RequestOf<typeof exportEndpoint>) => {
  const page = await pageOf(context, filter, EXPORT_PAGE);
  context.note({ after: { ...filter, entries: page.entries.length } });
  return ok(page);
};
