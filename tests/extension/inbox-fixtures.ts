import { createInbox, type Ports } from '../../extension/inbox/model.ts';
import { InboxEntry, Somebody } from '../../shared/inbox/contract.ts';
import { ok } from '../../shared/result.ts';
import { dana, maria, NOW } from './screens-fixtures.ts';

const id = (letter: string) => `call_${letter.repeat(26)}`;
export const aSid = (letter: string) => `RE${letter.repeat(32)}`;

export const me = { id: dana.member.id, name: dana.member.name };
export const ada = Somebody.parse({ id: `mem_${'b'.repeat(26)}`, name: 'Ada Boone' });

/** A message of this entry, and the state of its recording. */
export const aMessage = (letter = 'a', state = 'stored', more: object = {}) => ({
  callId: id(letter),
  at: NOW - 60_000,
  recording: { sid: aSid(letter), state },
  seconds: 14,
  heardBy: null,
  ...more,
});

export const anEntry = (letter = 'a', over: object = {}): InboxEntry =>
  InboxEntry.parse({
    id: id(letter),
    number: '+12125550100',
    address: null,
    callerName: null,
    contact: maria,
    ours: '+16465550142',
    oursName: 'New York',
    tries: 1,
    firstAt: NOW - 60_000,
    lastAt: NOW - 60_000,
    messages: [],
    assignedTo: null,
    lastTried: null,
    done: null,
    ...over,
  });

/** An inbox with these entries, on a server that does what it is asked and records it. */
export const anInbox = (entries: readonly InboxEntry[], answers: Partial<Ports> = {}, mayAct = true) => {
  let all = entries;
  const asked: unknown[][] = [];
  const change = (entryId: string, how: (entry: InboxEntry) => InboxEntry) => {
    all = all.map(each => (each.id === entryId ? how(each) : each));
    const entry = all.find(each => each.id === entryId);
    if (!entry) throw new Error('There is no such entry.');
    return ok({ entry });
  };
  const parsed = (entry: InboxEntry, over: object) => InboxEntry.parse({ ...entry, ...over });
  const ports: Ports = {
    read: async ask => {
      asked.push(['read', ask]);
      const wanted = all.filter(({ done }) => (done === null) === (ask.show === 'open'));
      return ok({ entries: wanted, more: false, members: [ada, me] });
    },
    heard: async (entryId, callId) => {
      asked.push(['heard', entryId, callId]);
      return change(entryId, entry =>
        parsed(entry, { messages: entry.messages.map(each => ({ ...each, heardBy: me })) }),
      );
    },
    assign: async (entryId, memberId) => {
      asked.push(['assign', entryId, memberId]);
      const to = [ada, me].find(each => each.id === memberId) ?? null;
      return change(entryId, entry => parsed(entry, { assignedTo: to }));
    },
    done: async entryId => {
      asked.push(['done', entryId]);
      return change(entryId, entry => parsed(entry, { done: { by: me, at: NOW, why: 'marked' } }));
    },
    reopen: async entryId => {
      asked.push(['reopen', entryId]);
      return change(entryId, entry => parsed(entry, { done: null }));
    },
    listen: async sid => ok({ url: `https://worker.test/recordings/${sid}` }),
    ...answers,
  };
  return {
    inbox: createInbox(ports, mayAct),
    asked,
    /** Calls came in. */
    add: (...more: readonly InboxEntry[]) => {
      all = [...more, ...all];
    },
  };
};
