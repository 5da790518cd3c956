// The same rep in another browser: a separate session, and a call begun in it.
import { signInAsGuest } from '../../sandbox/guest.ts';
import type { Stack } from '../../sandbox/stack.ts';
import { dial, hangUp } from '../../shared/calls/contract.ts';

export const dialElsewhere = async (stack: Stack, email: string, number: string) => {
  const post = async (path: string, body: unknown, token: string): Promise<unknown> => {
    const reply = await fetch(stack.workerUrl + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(`${path} was answered with ${reply.status}: ${await reply.text()}`);
    return reply.json();
  };
  const { token } = await signInAsGuest(stack.workerUrl, await stack.setupCode(email), 'another browser');
  const askedAt = Date.now();
  const intent = { number, source: 'recents', at: askedAt };
  const { call } = dial.reply.parse(await post(dial.path, { intent }, token));
  return {
    askedAt,
    callId: call.id,
    hangUp: () => post(hangUp.path.replace(':callId', call.id), {}, token),
  };
};
