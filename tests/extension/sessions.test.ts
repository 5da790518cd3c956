import { expect, it } from 'vitest';
import { createSessions, type Ports } from '../../extension/team/desk/sessions-model.ts';
import { toasts } from '../../extension/ui/toasts/toasts.ts';
import { newId, SessionId } from '../../shared/ids.ts';
import { err, ok } from '../../shared/result.ts';
import type { SignedIn } from '../../shared/team/contract.ts';

let count = 0;
const session = (device: string, isThis = false): SignedIn => ({
  id: newId(SessionId, 'sess', length => new Uint8Array(length).map((_, n) => (n + count++) % 256)),
  device,
  createdAt: 1,
  lastSeenAt: 2,
  isThis,
});
const here = session('Chrome on Linux', true);
const there = session('Chrome on Windows');
const ports = (over: Partial<Ports> = {}): Ports => ({
  read: async () => ok({ sessions: [here, there] }),
  end: async () => ok({ sessions: [here] }),
  endOthers: async () => ok({ sessions: [here] }),
  ...over,
});

it('shows where a person is signed in, and the result of ending a session', async () => {
  const list = createSessions(ports());
  await list.list.load();
  expect(list.list.items.value).toEqual([here, there]);
  await list.end(there);
  expect(list.list.items.value).toEqual([here]);
  expect(toasts.shown.value.map(({ text }) => text)).toEqual(['Chrome on Windows is signed out.']);
});

it.each([
  [err({ reason: 'offline' } as const), 'The server does not answer'],
  [err({ reason: 'server', detail: 'It broke.', requestId: 'req_1' } as const), 'It broke.'],
])('keeps the list on screen when an act fails, and says so', async (reply, text) => {
  const list = createSessions(ports({ endOthers: async () => reply }));
  await list.list.load();
  await list.endOthers();
  expect([list.list.items.value?.length, list.trouble.value?.text]).toEqual([
    2,
    expect.stringContaining(text),
  ]);
});

it('sends one request, however often the button is clicked', async () => {
  let asks = 0;
  const list = createSessions(
    ports({
      endOthers: async () => {
        asks += 1;
        return ok({ sessions: [here] });
      },
    }),
  );
  await Promise.all([list.endOthers(), list.endOthers()]);
  expect(asks).toBe(1);
});
