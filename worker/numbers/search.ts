import type { RequestOf } from '../../shared/endpoint.ts';
import type { NumberKind, searchNumbers } from '../../shared/numbers/contract.ts';
import { ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { connect, found, said } from './carrier.ts';

const KINDS = { local: 'Local', toll_free: 'TollFree', mobile: 'Mobile' } as const satisfies Record<
  NumberKind,
  string
>;
const MOST = '20';

export const search = async (
  { env, principal }: MemberContext,
  { country, kind, areaCode, contains }: RequestOf<typeof searchNumbers>,
) => {
  const connected = await connect(env, principal.workspaceId);
  if (!connected.ok) return connected;
  const query = new URLSearchParams({ PageSize: MOST, VoiceEnabled: 'true' });
  if (areaCode) query.set('AreaCode', areaCode);
  if (contains) query.set('Contains', contains);
  const listed = said(await connected.value.setup.availableNumbers(country, KINDS[kind], query));
  if (!listed.ok) return listed;
  return ok({ numbers: listed.value.available_phone_numbers.flatMap(each => found(each) ?? []) });
};
