import type { RequestOf } from '../../shared/endpoint.ts';
import type { buyNumber, E164 } from '../../shared/numbers/contract.ts';
import { err, ok } from '../../shared/result.ts';
import type { OnceContext } from '../context.ts';
import type { OwnedNumber, Setup } from '../twilio/index.ts';
import { adopt, connect, managed, said } from './carrier.ts';
import { type NumberHooks, numberHooks } from './hooks.ts';
import { numbersOf } from './store.ts';

/** Undefined when the account does not have it. */
const ownedAs = async (setup: Setup, e164: E164) => {
  const listed = said(await setup.numbersCalled(e164));
  if (!listed.ok) return listed;
  return ok(listed.value.incoming_phone_numbers.find(each => each.phone_number === e164));
};

/**
 * A number can be sold once, so what was bought is found again by the number itself: before buying, for a request
 * that comes a second time, and after it, when the answer was lost.
 */
const buyOnce = async (setup: Setup, e164: E164, hooks: NumberHooks) => {
  const before = await ownedAs(setup, e164);
  if (!before.ok || before.value) return before;
  const bought = said<OwnedNumber>(await setup.buyNumber({ PhoneNumber: e164, ...hooks }));
  return bought.ok || bought.error.reason !== 'carrier_silent' ? bought : ownedAs(setup, e164);
};

export const buy = async (context: OnceContext, { e164 }: RequestOf<typeof buyNumber>) => {
  const { env, principal, note } = context;
  const connected = await connect(env, principal.workspaceId);
  if (!connected.ok) return connected;
  const { setup, workspace } = connected.value;
  const bought = await buyOnce(setup, e164, await numberHooks(env, workspace.webhookKey));
  if (!bought.ok) return bought;
  if (!bought.value) return err({ reason: 'carrier_silent' as const });
  await adopt(context, [bought.value]);
  note({ target: e164 });
  const own = (await numbersOf(env, principal.workspaceId)).find(each => each.e164 === e164);
  return own ? ok({ number: managed(own) }) : err({ reason: 'carrier_silent' as const });
};
