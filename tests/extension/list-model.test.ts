import { describe, expect, it } from 'vitest';
import { byId, createList, type ListPorts } from '../../extension/ui/list/list-model.ts';
import { err, ok } from '../../shared/result.ts';

type Item = { readonly id: string; readonly name: string };
const item = (id: string, name = id): Item => ({ id, name });
const page = (ids: string, hasMore = false) => ok({ items: [...ids].map(id => item(id)), hasMore });

/** A list whose replies the test sends when it likes, in any order. */
const open = () => {
  const asked: { shown: string; reply: (reply: Awaited<ReturnType<ListPorts<Item>['read']>>) => void }[] = [];
  const list = createList<Item>({
    idOf: byId,
    read: shown => new Promise(reply => asked.push({ shown: shown.map(({ id }) => id).join(''), reply })),
  });
  return {
    list,
    asked,
    names: () => list.items.value?.map(({ name }) => name).join(''),
    /** Begins a request, and completes it. */
    read: async (begin: () => Promise<void>, reply: Awaited<ReturnType<ListPorts<Item>['read']>>) => {
      const done = begin();
      asked.at(-1)?.reply(reply);
      await done;
    },
  };
};

describe('a list', () => {
  it('grows by the page below its last row', async () => {
    const { list, asked, names, read } = open();
    expect([names(), list.hasMore.value]).toEqual([undefined, false]);
    await read(list.load, page('ab', true));
    await read(list.more, page('cd'));
    expect([names(), list.hasMore.value, asked.map(({ shown }) => shown)]).toEqual([
      'abcd',
      false,
      ['', 'ab'],
    ]);
    await list.more();
    expect(asked).toHaveLength(2);
  });

  it('asks for each page once, however often its end is reached', async () => {
    const { list, asked, read } = open();
    await read(list.load, page('ab', true));
    const first = list.more();
    await list.more();
    expect(asked).toHaveLength(2);
    asked[1]?.reply(page('c'));
    await first;
  });

  it('keeps its rows while they are read again, and drops a reply that a newer request has overtaken', async () => {
    const { list, asked, names, read } = open();
    await read(list.load, page('ab', true));
    const [slow, fast] = [list.load(), list.load()];
    expect(names()).toBe('ab');
    asked[2]?.reply(page('xy'));
    await fast;
    asked[1]?.reply(page('ab'));
    await slow;
    expect(names()).toBe('xy');
  });

  it('does not revert a row that was changed, added or removed while it was being read', async () => {
    const { list, asked, names, read } = open();
    await read(list.load, page('abc'));
    const again = list.load();
    list.put(item('a', 'A'));
    list.drop('b');
    list.put(item('d', 'D'));
    expect(names()).toBe('AcD');
    asked.at(-1)?.reply(page('abc'));
    await again;
    expect(names()).toBe('AcD');
    await read(list.load, page('abc'));
    expect(names()).toBe('abc');
  });

  it('looks for news without disturbing anybody: other pages stay, and a failure is not shown', async () => {
    const { list, names, read } = open();
    await read(list.load, page('ab', true));
    await read(list.more, page('c', true));
    await read(list.refresh, ok({ items: [item('n'), item('a', 'A')], hasMore: true }));
    expect(names()).toBe('Abc');
    await read(list.refresh, err({ reason: 'offline' }));
    expect([names(), list.trouble.value]).toEqual(['Abc', null]);
    await read(list.refresh, page('na'));
    expect(names()).toBe('na');
  });

  it('tries again what failed: the first page, or the next one', async () => {
    const { list, asked, names, read } = open();
    await read(list.load, err({ reason: 'server', detail: 'It broke.', requestId: 'req_1' }));
    expect([list.trouble.value, list.failed.value]).toEqual([
      { text: 'It broke.', requestId: 'req_1' },
      'first',
    ]);
    await read(list.retry, page('ab', true));
    expect([names(), list.trouble.value]).toEqual(['ab', null]);
    await read(list.more, err({ reason: 'offline' }));
    expect([names(), list.trouble.value?.text]).toEqual([
      'ab',
      'The server does not answer. Check your connection.',
    ]);
    await read(list.retry, page('c'));
    expect([names(), asked.at(-1)?.shown, list.failed.value]).toEqual(['abc', 'ab', null]);
  });
});
