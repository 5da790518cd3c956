import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SOCKET_PROTOCOL } from '../../shared/presence/contract.ts';
import { repeated } from '../runs.ts';
import { ACall } from './a-call.ts';
import { opened, ticketFor, type Upgrade, upgrade } from './a-socket.ts';
import { FakeCarrier } from './fake-carrier.ts';
import { makeRep } from './kit.ts';

beforeEach(() => void new FakeCarrier());
afterEach(() => void vi.useRealTimers());

describe('the phone’s socket', () => {
  test('greets with the server’s time and the live call', async () => {
    const rep = await makeRep();
    const idle = await opened(rep);
    await vi.waitFor(() => expect(idle.frames[0]).toMatchObject({ type: 'hello', call: null }));
    const call = await ACall.dialled(rep);
    await vi.waitFor(() => expect(idle.frames.at(-1)).toMatchObject({ type: 'call.changed' }));
    const second = await opened(rep);
    await vi.waitFor(() => expect(second.frames[0]).toMatchObject({ type: 'hello', call: { id: call.id } }));
  });

  test('is told only of its own rep’s call', async () => {
    const rep = await makeRep();
    const mate = await makeRep(rep.workspace);
    const [mine, theirs] = [await opened(rep), await opened(mate)];
    const call = await ACall.dialled(rep);
    await call.hangUp();
    await vi.waitFor(() => expect(mine.frames.at(-1)).toMatchObject({ call: { phase: 'ended' } }));
    expect(theirs.frames.map(each => each.type)).toEqual(['hello']);
  });

  test('takes what the device knows, of its own call only', async () => {
    const rep = await makeRep();
    const mate = await makeRep(rep.workspace);
    const call = await ACall.dialled(rep);
    const [mine, theirs] = [await opened(rep), await opened(mate)];
    const fact = (key: string, on: boolean) =>
      JSON.stringify({
        v: 1,
        type: 'device.fact',
        callId: call.id,
        fact: { kind: 'device.muted', key, at: Date.now(), on },
      });
    mine.send(fact('1', true));
    await vi.waitFor(() => expect(mine.frames.at(-1)).toMatchObject({ call: { muted: true } }));
    theirs.send(fact('2', false));
    mine.send('{"v":1,"type":"nonsense"}');
    mine.send(fact('1', false));
    mine.send(fact('3', true));
    await vi.waitFor(async () => expect(await call.onRecord()).toMatchObject({ muted: true, version: 3 }));
  });

  test('opens once per ticket', repeated(), async () => {
    const protocols = `${SOCKET_PROTOCOL}, ${await ticketFor(await makeRep())}`;
    const answers = await Promise.all(Array.from({ length: 10 }, () => upgrade({ protocols })));
    expect(answers.filter(each => each.status === 101)).toHaveLength(1);
  });

  test('does not open for a foreign origin, or with a missing, old or made-up ticket', async () => {
    const rep = await makeRep();
    const ticket = await ticketFor(rep);
    const good = `${SOCKET_PROTOCOL}, ${ticket}`;
    const bad: Upgrade[] = [
      { origin: 'https://crm.example', protocols: good },
      { origin: '', protocols: good },
      { protocols: SOCKET_PROTOCOL },
      { protocols: ticket },
      { protocols: `${SOCKET_PROTOCOL}, ${rep.workspace.id}.${'0'.repeat(26)}` },
      { protocols: `${SOCKET_PROTOCOL}, ws_x.y` },
    ];
    for (const each of bad) expect((await upgrade(each)).status).toBe(403);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_001 });
    expect((await upgrade({ protocols: good })).status).toBe(403);
  });
});
