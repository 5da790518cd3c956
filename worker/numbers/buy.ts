import type { RequestOf } from '../../shared/endpoint.ts';
import type { buyNumber, E164 } from '../../shared/numbers/contract.ts';
import { err, ok } from '../../shared/result.ts';
import type { OnceContext } from '../context.ts';
import type { OwnedNumber, Setup } from '../twilio/index.ts';
import { adopt, connect, managed, said } from './carrier.ts';
import { type NumberHooks, numberHooks } from './hooks.ts';
import { numbersOf, takenElsewhere } from './store.ts';

// Twilio's error codes: the number was sold meanwhile; by law the order needs an address (21615: a local one).
const NOT_AVAILABLE = 21422;
const WANTS_ADDRESS: readonly number[] = [21631, 21615];

/** The number in the carrier's account; undefined if the account does not have it. */
const ownedAs = async (setup: Setup, e164: E164) => {
  const listed = said(await setup.numbersCalled(e164));
  if (!listed.ok) return listed;
  return ok(listed.value.incoming_phone_numbers.find(each => each.phone_number === e164));
};

/**
 * A number can be sold only once, so a purchase is found by the number itself. It is looked up before buying, in case
 * the request is a repetition, and afterwards if the answer was lost or somebody, perhaps another admin, was faster.
 */
const buyOnce = async (setup: Setup, e164: E164, hooks: NumberHooks) => {
  const before = await ownedAs(setup, e164);
  if (!before.ok || before.value) return before;
  const bought = said<OwnedNumber>(await setup.buyNumber({ PhoneNumber: e164, ...hooks }));
  if (bought.ok) return bought;
  const { error } = bought;
  const code = error.reason === 'carrier_refused' ? error.code : undefined;
  if (code !== undefined && WANTS_ADDRESS.includes(code)) return err({ reason: 'address_required' as const });
  if (error.reason !== 'carrier_silent' && code !== NOT_AVAILABLE) return bought;
  const after = await ownedAs(setup, e164);
  return after.ok && !after.value && code === NOT_AVAILABLE
    ? err({ reason: 'not_for_sale' as const })
    : after;
};

export const buy = async (context: OnceContext, { e164 }: RequestOf<typeof buyNumber>) => {
  const { env, principal, note } = context;
  const connected = await connect(env, principal.workspaceId);
  if (!connected.ok) return connected;
  const { setup, workspace } = connected.value;
  if ((await takenElsewhere(env, principal.workspaceId, [e164])).size > 0)
    return err({ reason: 'used_elsewhere' as const });
  const bought = await buyOnce(setup, e164, await numberHooks(env, workspace.webhookKey));
  if (!bought.ok) return bought;
  if (!bought.value) return err({ reason: 'carrier_silent' as const });
  await adopt(context, [bought.value]);
  note({ target: e164 });
  const own = (await numbersOf(env, principal.workspaceId)).find(each => each.e164 === e164);
  return own ? ok({ number: managed(own) }) : err({ reason: 'carrier_silent' as const });
};
