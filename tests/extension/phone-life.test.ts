import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { begin } from '../../extension/calls/live.ts';
import { isInCall } from '../../extension/calls/offscreen.ts';
import { noticeInterrupted } from '../../extension/calls/rejoin-notice.ts';
import { LIFE_PORT } from '../../extension/messages.ts';
import { holdLifeline } from '../../extension/presence/background.ts';
import { answerLifeline } from '../../extension/presence/life.ts';
import { aBench, anAsk, aView } from './phone-fixtures.ts';
import { aCall } from './screens-fixtures.ts';

type Told = () => void;
/** One end of a Port: the messages sent, and a way to break it. */
const aPort = (name: string) => {
  const leaves: Told[] = [];
  return {
    name,
    sender: { origin: location.origin },
    sent: [] as unknown[],
    postMessage(message: unknown) {
      this.sent.push(message);
    },
    onDisconnect: { addListener: (told: Told) => leaves.push(told) },
    disconnected: false,
    disconnect() {
      this.disconnected = true;
    },
    break: () => {
      for (const told of leaves) told();
    },
  };
};

let opened: ReturnType<typeof aPort>[];
let onConnect: (port: ReturnType<typeof aPort>) => void;
let notices: Map<string, { readonly title: string }>;
let screens: string[];

beforeEach(() => {
  opened = [];
  notices = new Map();
  screens = [];
  Reflect.set(globalThis, 'chrome', {
    runtime: {
      connect: ({ name }: { name: string }) => {
        const port = aPort(name);
        opened.push(port);
        return port;
      },
      onConnect: {
        addListener: (told: typeof onConnect) => {
          onConnect = told;
        },
      },
      getURL: (path: string) => `chrome-extension://id/${path}`,
      getContexts: async () =>
        screens.map(screen => ({ documentUrl: `chrome-extension://id/${screen}.html` })),
    },
    notifications: {
      create: async (id: string, made: { title: string }) => notices.set(id, made),
      clear: async (id: string) => notices.delete(id),
    },
  });
});
afterEach(() => {
  holdLifeline(false);
  vi.useRealTimers();
  Reflect.deleteProperty(globalThis, 'chrome');
});

describe('the line between background and phone', () => {
  it('is held once, for as long as there is a call', () => {
    holdLifeline(false);
    expect(opened).toEqual([]);
    holdLifeline(true);
    holdLifeline(true);
    expect(opened.map(({ name }) => name)).toEqual([LIFE_PORT]);
    holdLifeline(false);
    expect(opened[0]?.disconnected).toBe(true);
    holdLifeline(true);
    expect(opened).toHaveLength(2);
  });

  it('keeps the background awake, and is requested again when the background died in a call', () => {
    vi.useFakeTimers();
    const phone = aBench();
    let asked = 0;
    answerLifeline(
      () => isInCall(phone),
      () => {
        asked += 1;
      },
    );
    const line = aPort(LIFE_PORT);
    onConnect(line);
    vi.advanceTimersByTime(45_000);
    expect(line.sent).toHaveLength(3);
    phone.store.put({ call: { ...begin(anAsk(), Date.now()), view: aView() } });
    line.break();
    vi.advanceTimersByTime(60_000);
    expect(line.sent).toHaveLength(3);
    expect(asked).toBe(1);
  });

  it('is not requested again when there is no longer a call', () => {
    vi.useFakeTimers();
    let asked = 0;
    answerLifeline(
      () => isInCall(aBench()),
      () => {
        asked += 1;
      },
    );
    const line = aPort(LIFE_PORT);
    onConnect(line);
    line.break();
    vi.advanceTimersByTime(1_000);
    expect(asked).toBe(0);
  });
});

describe('the notification of an interrupted call', () => {
  const interrupted = aCall('active', { away: 'interrupted' });

  it('names the contact on hold, and disappears when the call goes on', async () => {
    await noticeInterrupted(interrupted);
    expect(notices.get('rejoin')?.title).toBe('The call with Maria Alvarez was interrupted');
    await noticeInterrupted(aCall('active'));
    expect(notices.size).toBe(0);
  });

  it('is not shown while a panel is open, which says the same', async () => {
    screens = ['options', 'sidepanel'];
    await noticeInterrupted(interrupted);
    expect(notices.size).toBe(0);
  });
});
