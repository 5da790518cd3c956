/** The desk around its pages: where members land, what they see, and how a page is loaded. */
import { signal } from '@preact/signals';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import activity from 'lucide/dist/esm/icons/activity.mjs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Desk } from '../../extension/desk/Desk.tsx';
import { createPages } from '../../extension/desk/pages.ts';
import { createRouter } from '../../extension/desk/router.ts';
import type { OpenPage, Section } from '../../extension/desk/section.ts';
import type { Session } from '../../extension/session.ts';
import { type Capability, capabilitiesOf } from '../../shared/capabilities.ts';
import type { Role } from '../../shared/endpoint.ts';
import { dana } from './screens-fixtures.ts';

afterEach(cleanup);

const titled =
  (title: string): OpenPage =>
  () =>
  () => <h1>{title}</h1>;

const section = (
  id: string,
  group: Section['group'],
  may: Capability = 'belong',
  change: Partial<Section> = {},
): Section => ({
  id,
  title: id,
  group,
  icon: activity,
  may,
  load: async () => titled(`The page ${id}`),
  ...change,
});

const SECTIONS = [
  section('browser', 'you'),
  section('set-up', 'today', 'runWorkspace', { isUnfinished: async () => true }),
  section('contacts', 'people', 'viewContacts'),
  section('calls', 'calls', 'viewCalls'),
  section('members', 'people', 'runWorkspace'),
  section('limits', 'rules', 'runWorkspace'),
];

const replace = (change: Section): Section[] => SECTIONS.map(each => (each.id === change.id ? change : each));

let follow: (address: string) => void;
const reload = vi.fn();

/** The desk as a member with this role sees it, at this address. */
const open = (role: Role, address = '', sections: readonly Section[] = SECTIONS) => {
  let at = address;
  let changed = () => {};
  const router = createRouter({
    read: () => at,
    write: next => {
      at = next;
    },
    onChange: listener => {
      changed = listener;
    },
    onClose: () => {},
  });
  follow = next => {
    at = next;
    changed();
  };
  const me = { ...dana, member: { ...dana.member, role }, may: capabilitiesOf(role, []) };
  const session = signal<Session | null | undefined>({ me } as Session);
  const signIn = { session, load: async () => {}, loadPage: async () => () => <h1>Sign in</h1> };
  const pages = createPages(sections, { router }, reload);
  render(<Desk signIn={signIn} router={router} pages={pages} />);
  return session;
};

const shown = async () => (await screen.findByRole('heading')).textContent;
const links = () => within(screen.getByRole('navigation')).getAllByRole('link');
const names = () => links().map(each => each.textContent);
const groups = () =>
  within(screen.getByRole('navigation'))
    .getAllByRole('list')
    .map(each => document.getElementById(each.getAttribute('aria-labelledby') ?? '')?.textContent);

beforeEach(() => {
  vi.stubGlobal('scrollTo', () => {});
  reload.mockReset();
});
afterEach(() => vi.unstubAllGlobals());

describe('members who ask for no page', () => {
  const finished = section('set-up', 'today', 'runWorkspace', { isUnfinished: async () => false });

  test('land on the set-up as long as it is unfinished, if they run the workspace', async () => {
    open('owner');
    expect(await shown()).toBe('The page set-up');
    expect(document.title).toBe('set-up · Ringside');
  });

  test('land on the calls once it is finished', async () => {
    open('admin', '', replace(finished));
    expect(await shown()).toBe('The page calls');
  });

  test('land on their calls if they only call', async () => {
    open('agent');
    expect(await shown()).toBe('The page calls');
  });

  test('land on their own browser if they may see nothing else', async () => {
    open('member');
    expect(await shown()).toBe('The page browser');
  });

  test('see the links to all pages while it is not known yet where they land', async () => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    open('owner', '', replace({ ...finished, isUnfinished: () => promise }));
    expect([names().length, screen.getByText('Loading…').getAttribute('aria-busy')]).toEqual([6, 'true']);
    resolve(false);
    expect(await shown()).toBe('The page calls');
  });

  test('stay on the page they went to in the meantime', async () => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    open('owner', '', replace({ ...finished, isUnfinished: () => promise }));
    follow('/limits');
    expect(await shown()).toBe('The page limits');
    resolve(true);
    await promise;
    expect(await shown()).toBe('The page limits');
  });
});

describe('the navigation', () => {
  test('has the pages of a member’s role in groups, and no empty group', () => {
    open('owner', '/calls');
    expect(groups()).toEqual(['Today', 'People', 'Calls', 'Rules', 'You']);
    expect(names()).toEqual(['set-up', 'contacts', 'members', 'calls', 'limits', 'browser']);
    cleanup();
    open('agent', '/calls');
    expect(groups()).toEqual(['People', 'Calls', 'You']);
    expect(names()).toEqual(['contacts', 'calls', 'browser']);
  });

  test('marks the page that is open', async () => {
    open('owner', '/members/mem_1?role=agent');
    expect(await shown()).toBe('The page members');
    const current = links().filter(each => each.getAttribute('aria-current') === 'page');
    expect(current.map(each => each.textContent)).toEqual(['members']);
  });

  test('leads to no page that a role may not see, whatever the address says', async () => {
    open('agent', '/members');
    expect(screen.getByRole('main').textContent).toContain('There is no page at this address');
  });

  test('is gone as soon as nobody is signed in', async () => {
    const session = open('agent', '/calls');
    expect(await shown()).toBe('The page calls');
    session.value = null;
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeTruthy();
    expect(screen.queryByRole('navigation')).toBeNull();
  });

  test('moves the keyboard to the page that a link leads to, and not on arrival', async () => {
    open('owner');
    await shown();
    expect(document.activeElement).toBe(document.body);
    follow('/limits');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('main')));
  });
});

describe('a page', () => {
  test('is loaded when it is shown, and its model is created once', async () => {
    const done: string[] = [];
    const calls = section('calls', 'calls', 'viewCalls', {
      load: async () => {
        done.push('loaded');
        return desk => {
          done.push('created');
          return titled('The page calls')(desk);
        };
      },
    });
    open('agent', '/contacts', replace(calls));
    await shown();
    expect(done).toEqual([]);
    for (const [address, title] of [
      ['/calls', 'The page calls'],
      ['/contacts', 'The page contacts'],
      ['/calls', 'The page calls'],
    ] as const) {
      follow(address);
      await screen.findByRole('heading', { name: title });
    }
    expect(done).toEqual(['loaded', 'created']);
  });

  test('is fetched as soon as the pointer or the keyboard reaches its link', async () => {
    const load = vi.fn(async () => titled('The page calls'));
    open('agent', '/contacts', replace(section('calls', 'calls', 'viewCalls', { load })));
    await shown();
    fireEvent.pointerEnter(screen.getByRole('link', { name: 'calls' }));
    expect(load).toHaveBeenCalledTimes(1);
    expect(await shown()).toBe('The page contacts');
  });

  test('that cannot be loaded says so, and is loaded again with a click; the navigation stays', async () => {
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
    const gone = new TypeError('Failed to fetch dynamically imported module');
    const load = vi.fn(async () => titled('The page calls')).mockRejectedValueOnce(gone);
    open('agent', '/calls', replace(section('calls', 'calls', 'viewCalls', { load })));
    expect((await screen.findByRole('alert')).textContent).toContain('This page could not be loaded.');
    expect([reported, names()]).toEqual([[gone], ['contacts', 'calls', 'browser']]);
    fireEvent.click(screen.getByRole('button', { name: 'Load again' }));
    expect(await shown()).toBe('The page calls');
    expect([screen.queryByRole('alert'), load.mock.calls.length]).toEqual([null, 2]);
    expect(reload).not.toHaveBeenCalled();
  });

  test('that cannot be loaded again either reloads the tab: the browser would not fetch it anew', async () => {
    vi.stubGlobal('reportError', () => {});
    const load = vi.fn(() => Promise.reject<OpenPage>(new TypeError('Failed to fetch')));
    open('agent', '/calls', replace(section('calls', 'calls', 'viewCalls', { load })));
    fireEvent.click(await screen.findByRole('button', { name: 'Load again' }));
    await waitFor(() => expect(reload).toHaveBeenCalledTimes(1));
  });
});
