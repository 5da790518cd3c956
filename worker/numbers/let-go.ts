import type { RequestOf } from '../../shared/endpoint.ts';
import type { releaseNumber, removeNumber } from '../../shared/numbers/contract.ts';
import { err, ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { notFound } from '../problem.ts';
import { connect, managed, said } from './carrier.ts';
import { isHooked, NO_HOOKS, numberHooks } from './hooks.ts';
import { dropNumber, numberById } from './store.ts';

const numberOf = async ({ env, principal }: MemberContext, { numberId }: RequestOf<typeof removeNumber>) => {
  const number = await numberById(env, principal.workspaceId, numberId);
  if (!number) throw notFound();
  return number;
};

/** Calls to the number no longer reach this Worker. If the carrier cannot be told, the number is removed anyway. */
export const remove = async (context: MemberContext, request: RequestOf<typeof removeNumber>) => {
  const { env, principal, note } = context;
  const number = await numberOf(context, request);
  const connected = await connect(env, principal.workspaceId);
  if (connected.ok && number.carrierSid) {
    const { setup, workspace } = connected.value;
    const theirs = await setup.number(number.carrierSid);
    const hooks = await numberHooks(env, workspace.webhookKey);
    if (theirs.kind === 'done' && isHooked(theirs.value, hooks))
      await setup.updateNumber(number.carrierSid, NO_HOOKS);
  }
  await dropNumber(env, principal.workspaceId, number.id);
  note({ target: number.e164, before: managed(number), after: null });
  return ok({});
};

/** A number that the carrier no longer has counts as released. */
export const release = async (context: MemberContext, request: RequestOf<typeof releaseNumber>) => {
  const { env, principal, note } = context;
  const number = await numberOf(context, request);
  if (request.confirm.replace(/[\s().-]/g, '') !== number.e164)
    return err({ reason: 'not_confirmed' as const });
  const connected = await connect(env, principal.workspaceId);
  if (!connected.ok) return connected;
  if (number.carrierSid) {
    const outcome = await connected.value.setup.releaseNumber(number.carrierSid);
    const isGone = outcome.kind === 'refused' && outcome.status === 404;
    const released = said(outcome);
    if (!released.ok && !isGone) return released;
  }
  await dropNumber(env, principal.workspaceId, number.id);
  note({ target: number.e164, before: managed(number), after: null });
  return ok({});
};
