import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { InboxPage } from '../../extension/inbox/desk/InboxPage.tsx';
import { MissedList } from '../../extension/inbox/panel/MissedList.tsx';
import { toasts } from '../../extension/ui/toasts/toasts.ts';
import type { InboxEntry } from '../../shared/inbox/contract.ts';
import { err, ok } from '../../shared/result.ts';
import { ada, aMessage, anEntry, anInbox, aSid, me } from './inbox-fixtures.ts';
import { dana, NOW } from './screens-fixtures.ts';

afterEach(() => {
  cleanup();
  toasts.clear();
  vi.useRealTimers();
});

const panel = (...made: Parameters<typeof anInbox>) => {
  const { inbox, asked, add } = anInbox(...made);
  const calledBack: InboxEntry[] = [];
  const shown = (changedAt: number) => (
    <MissedList
      inbox={inbox}
      country="US"
      unheard={0}
      changedAt={changedAt}
      isDialing={false}
      onCallBack={entry => calledBack.push(entry)}
    />
  );
  const { rerender } = render(shown(1));
  return { inbox, asked, add, calledBack, changed: (at: number) => rerender(shown(at)) };
};
const row = async () => within(await screen.findByRole('listitem'));
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));

describe('a missed call in the panel', () => {
  test('is listed with who, when, on which number and how often they tried', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW });
    panel([anEntry('a', { tries: 3, firstAt: NOW - 24 * 3_600_000 })]);
    const { getByText } = await row();
    expect(getByText('Maria Alvarez')).toBeTruthy();
    expect(getByText('(212) 555-0100')).toBeTruthy();
    expect(getByText(/to New York/)).toBeTruthy();
    expect(getByText('Called 3 times').parentElement?.textContent).toMatch(/since Yesterday, /);
    expect(document.querySelector('time')?.dateTime).toBe(new Date(NOW - 60_000).toISOString());
  });

  test('of a caller who withholds their number has no call back', async () => {
    panel([anEntry('a', { number: null, contact: null })]);
    expect((await row()).getByText('Number withheld')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Call back/ })).toBeNull();
  });

  test('of a SIP caller shows the address as it is, without a call back', async () => {
    panel([anEntry('a', { number: null, contact: null, address: 'sip:kim@example.com' })]);
    expect((await row()).getByText('sip:kim@example.com')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Call back/ })).toBeNull();
  });

  test('is called back with one click', async () => {
    const { calledBack } = panel([anEntry()]);
    await press('Call back: Maria Alvarez');
    expect(calledBack).toMatchObject([{ number: '+12125550100', ours: '+16465550142' }]);
  });

  test('that a colleague has called back in vain says so', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW });
    panel([anEntry('a', { lastTried: { by: ada, at: NOW - 60_000 } })]);
    expect((await row()).getByText(/^Ada Boone called back, no answer · /)).toBeTruthy();
  });

  test('is assigned, and taken back', async () => {
    const { asked } = panel([anEntry()]);
    const select = await screen.findByRole<HTMLSelectElement>('combobox', { name: /Maria Alvarez/ });
    fireEvent.change(select, { target: { value: ada.id } });
    await waitFor(() => expect(asked.at(-1)).toEqual(['assign', anEntry().id, ada.id]));
    await waitFor(() => expect(select.value).toBe(ada.id));
    fireEvent.change(select, { target: { value: '' } });
    await waitFor(() => expect(asked.at(-1)).toEqual(['assign', anEntry().id, null]));
  });

  test('whose assignment is refused says why, at that call', async () => {
    panel([anEntry()], { assign: async () => err({ reason: 'no_caller' }) });
    fireEvent.change(await screen.findByRole('combobox'), { target: { value: ada.id } });
    expect((await row()).getByRole('alert').textContent).toContain('can no longer make calls');
  });

  test('leaves the list once it is done, and comes back with Undo', async () => {
    panel([anEntry()]);
    await press('Done: Maria Alvarez');
    expect(await screen.findByText('No missed calls')).toBeTruthy();
    expect(screen.getByText('Maria Alvarez is done.')).toBeTruthy();
    await press('Undo');
    expect((await row()).getByText('Maria Alvarez')).toBeTruthy();
  });

  test('appears when the phone hears of it, and leaves when a colleague has taken care of it', async () => {
    const { add, changed } = panel([]);
    expect(await screen.findByText('No missed calls')).toBeTruthy();
    add(anEntry());
    changed(2);
    expect((await row()).getByText('Maria Alvarez')).toBeTruthy();
  });
});

describe('a message', () => {
  const open = async () => {
    const made = panel([anEntry('a', { messages: [aMessage()] })]);
    await press('Play 00:14: message from Maria Alvarez');
    const audio = await screen.findByLabelText<HTMLAudioElement>('Message from Maria Alvarez');
    return { ...made, audio };
  };

  test('is played in place, streamed from its address', async () => {
    const { audio } = await open();
    expect(audio.src).toBe(`https://worker.test/recordings/${aSid('a')}`);
    await press('Close: message from Maria Alvarez');
    expect(screen.queryByLabelText('Message from Maria Alvarez')).toBeNull();
  });

  test('is marked as heard once it sounds, not when it is opened', async () => {
    const { asked, audio } = await open();
    expect((await row()).getByText('New')).toBeTruthy();
    expect(asked.map(([what]) => what)).not.toContain('heard');
    fireEvent.playing(audio);
    await waitFor(async () => expect((await row()).queryByText('New')).toBeNull());
    expect((await row()).getByText('Heard by Dana Reyes')).toBeTruthy();
    fireEvent.playing(audio);
    expect(asked.filter(([what]) => what === 'heard')).toHaveLength(1);
    expect(screen.getByLabelText('Message from Maria Alvarez')).toBe(audio);
  });

  test.each([
    ['coming', 'A message is being fetched'],
    ['gone', 'The message is no longer stored'],
  ])('that is %s has no play button, but words', async (state, text) => {
    panel([anEntry('a', { messages: [aMessage('a', state)] })]);
    expect((await row()).getByText(text)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Play/ })).toBeNull();
  });

  test('that a manager plays stays unheard, and nothing offers to change the entry', async () => {
    const { asked } = panel([anEntry('a', { messages: [aMessage()] })], {}, false);
    await press('Play 00:14: message from Maria Alvarez');
    fireEvent.playing(await screen.findByLabelText('Message from Maria Alvarez'));
    expect(asked.map(([what]) => what)).toEqual(['read']);
    expect(screen.queryByRole('combobox')).toBeNull();
    expect(screen.queryByRole('button', { name: /Done/ })).toBeNull();
  });
});

describe('the list', () => {
  test('that cannot be read says so, and is read again', async () => {
    const read = vi.fn(async () => err({ reason: 'offline' as const }));
    panel([], { read });
    await press('Load again');
    await waitFor(() => expect(read).toHaveBeenCalledTimes(2));
  });
});

describe('the page of the desk', () => {
  const page = (...made: Parameters<typeof anInbox>) => {
    const { inbox, asked, add } = anInbox(...made);
    let changed = () => {};
    const calledBack: InboxEntry[] = [];
    render(
      <InboxPage
        inbox={inbox}
        country="US"
        memberId={dana.member.id}
        follow={told => {
          changed = told;
          return () => {};
        }}
        onCallBack={entry => calledBack.push(entry)}
      />,
    );
    return { asked, add, calledBack, changed: () => changed() };
  };
  const cells = async () => {
    const [, first] = await screen.findAllByRole('row');
    return within(first as HTMLElement)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent);
  };

  test('shows each caller in a row', async () => {
    page([anEntry('a', { tries: 2, messages: [aMessage()], assignedTo: ada })]);
    const [when, caller, called, message] = await cells();
    expect(when).toMatch(/Called 2 times since/);
    expect(caller).toBe('Maria AlvarezNorthwind · (212) 555-0100');
    expect(called).toBe('New York(646) 555-0142');
    expect(message).toBe('Play 00:14New');
  });

  test('shows what is done, by whom, and reopens it', async () => {
    const { asked } = page([anEntry('a', { done: { by: me, at: NOW, why: 'called_back' } })]);
    await screen.findByText('No missed calls');
    fireEvent.change(screen.getByLabelText('Show'), { target: { value: 'done' } });
    expect((await cells())[3]).toMatch(/Called back by Dana Reyes · /);
    await press('Reopen: Maria Alvarez');
    expect(await screen.findByText('Nothing done yet.')).toBeTruthy();
    expect(asked.at(-2)).toEqual(['reopen', anEntry().id]);
  });

  test('is filtered by whom it is assigned to', async () => {
    const { asked } = page([anEntry()]);
    await cells();
    fireEvent.change(screen.getByLabelText('Assigned to'), { target: { value: me.id } });
    await waitFor(() => expect(asked.at(-1)).toEqual(['read', { show: 'open', assignedTo: me.id }]));
    expect(screen.getByRole('option', { name: 'Me' })).toBeTruthy();
  });

  test('does not leave the rows of another choice behind when the new ones cannot be read', async () => {
    let isDown = false;
    page([anEntry()], {
      read: async () =>
        isDown
          ? err({ reason: 'offline' as const })
          : ok({ entries: [anEntry()], more: false, members: [ada] }),
    });
    await cells();
    isDown = true;
    fireEvent.change(screen.getByLabelText('Show'), { target: { value: 'done' } });
    expect(await screen.findByRole('button', { name: 'Load again' })).toBeTruthy();
    expect(screen.queryByText('Maria Alvarez')).toBeNull();
  });

  test('plays a message below its row, and calls back', async () => {
    const { calledBack } = page([anEntry('a', { messages: [aMessage()] })]);
    await press('Play 00:14: message from Maria Alvarez');
    expect(await screen.findByLabelText('Message from Maria Alvarez')).toBeTruthy();
    await press('Call back: Maria Alvarez');
    expect(calledBack).toHaveLength(1);
  });

  test('shows what came in since, without being asked', async () => {
    const { add, changed } = page([]);
    await screen.findByText('No missed calls');
    add(anEntry());
    changed();
    expect((await cells())[1]).toMatch(/^Maria Alvarez/);
  });
});
