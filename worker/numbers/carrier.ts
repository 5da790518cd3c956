import { NumberId, newId, type WorkspaceId } from '../../shared/ids.ts';
import { areaCodeOf } from '../../shared/numbers/area-code.ts';
import {
  AddressRequirement,
  type CarrierSaid,
  E164,
  type FoundNumber,
  type ManagedNumber,
} from '../../shared/numbers/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { notFound } from '../problem.ts';
import {
  type AvailableNumber,
  type Outcome,
  type OwnedNumber,
  type Setup,
  setupOf,
} from '../twilio/index.ts';
import { accountOf, loginOf, type Workspace, workspaceById } from '../workspace/index.ts';
import { addNumbers, type StoredNumber } from './store.ts';

export type Connected = { readonly setup: Setup; readonly workspace: Workspace };

/** The workspace's connection to its carrier; refused if it has no account. */
export const connect = async (
  env: Env,
  workspaceId: WorkspaceId,
): Promise<Result<Connected, Extract<CarrierSaid, { reason: 'not_connected' }>>> => {
  const [workspace, account] = await Promise.all([
    workspaceById(env, workspaceId),
    accountOf(env, workspaceId, { fresh: true }),
  ]);
  if (!workspace) throw notFound();
  if (!account?.accountSid || account.authTokens.length === 0) return err({ reason: 'not_connected' });
  return ok({ setup: setupOf(loginOf(env, account)), workspace });
};

/** The carrier's answer, or its refusal. */
export const said = <T>(outcome: Outcome<T>): Result<T, CarrierSaid> => {
  if (outcome.kind === 'done') return ok(outcome.value);
  if (outcome.kind === 'unknown') return err({ reason: 'carrier_silent' });
  if (outcome.kind === 'busy') return err({ reason: 'carrier_busy' });
  return err({ reason: 'carrier_refused', code: outcome.code, message: outcome.message });
};

export const managed = (number: StoredNumber): ManagedNumber => {
  const { workspaceId: _, carrierSid: _sid, goneAt, ...settings } = number;
  return { ...settings, isGone: goneAt !== null, areaCode: areaCodeOf(number.e164) };
};

/** Undefined for anything that is not a telephone number, such as a short code. */
export const found = (number: OwnedNumber | AvailableNumber): FoundNumber | undefined => {
  const e164 = E164.safeParse(number.phone_number);
  if (!e164.success) return undefined;
  const place = 'locality' in number ? [number.locality, number.region].filter(Boolean).join(', ') : '';
  const name = 'friendly_name' in number ? (number.friendly_name ?? '') : '';
  const { voice = true, sms = false } = number.capabilities ?? {};
  const wanted = 'address_requirements' in number ? number.address_requirements : 'none';
  // An unknown kind of requirement still means that an address is required.
  const address = AddressRequirement.safeParse(wanted ?? 'none').data ?? 'any';
  return { e164: e164.data, name, place, voice, sms, address };
};

/** Stores numbers of the carrier's account as the workspace's own. */
export const adopt = async (
  { env, clock, random, principal }: MemberContext,
  numbers: readonly OwnedNumber[],
): Promise<void> => {
  const now = clock.now();
  const rows = numbers.flatMap((number, index) => {
    const own = found(number);
    if (!own) return [];
    const { e164, name, voice, sms } = own;
    return {
      id: newId(NumberId, 'num', random),
      workspaceId: principal.workspaceId,
      e164,
      name: name || e164,
      carrierSid: number.sid,
      createdAt: now + index,
      voice,
      sms,
    };
  });
  await addNumbers(env, rows);
};
