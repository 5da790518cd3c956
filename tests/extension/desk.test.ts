import { beforeEach, describe, expect, it } from 'vitest';
import { createAllowedSites } from '../../extension/allowed-sites/model.ts';
import { createCallLog } from '../../extension/call-log/desk/model.ts';
import { createRouter } from '../../extension/desk/router.ts';
import { createBasic, createDialer, type DialerPorts } from '../../extension/settings/desk/model.ts';
import { createRoles } from '../../extension/settings/desk/roles-model.ts';
import { createSites } from '../../extension/settings/desk/sites-model.ts';
import type { Ports } from '../../extension/settings/desk/workspace-form.ts';
import { cursorOf, type LoggedCall } from '../../shared/call-log/contract.ts';
import type { RequestOf } from '../../shared/endpoint.ts';
import { CallId, ContactId, MemberId, newId } from '../../shared/ids.ts';
import { E164 } from '../../shared/numbers/contract.ts';
import { err, ok } from '../../shared/result.ts';
import type { updateSettings } from '../../shared/settings/contract.ts';
import type { GroupId } from '../../shared/settings/groups.ts';
import { SETTINGS } from './settings-fixture.ts';

describe('navigation in the desk', () => {
  let address = '/basic';
  let changed = () => {};
  let isToAsk = () => false;
  const open = (at: string) => {
    address = at;
    return createRouter({
      read: () => address,
      write: next => {
        address = next;
      },
      onChange: listener => {
        changed = listener;
      },
      onClose: asks => {
        isToAsk = asks;
      },
    });
  };
  const follow = (next: string) => {
    address = next;
    changed();
  };

  it.each([
    ['', '', [], {}],
    ['/dialer', 'dialer', [], {}],
    ['/dialer?x=1', 'dialer', [], { x: '1' }],
    ['dialer#y', 'dialer', [], {}],
    ['/members/mem_123', 'members', ['mem_123'], {}],
    [
      '/members/mem_123/calls?since=2026-11-30&q=a%20b?',
      'members',
      ['mem_123', 'calls'],
      { since: '2026-11-30', q: 'a b?' },
    ],
    ['/sites/app.example%2Fcrm', 'sites', ['app.example/crm'], {}],
    ['/sites/100%', 'sites', ['100%'], {}],
  ])('reads %j as the section %j with the parameters %j and the query %j', (at, section, params, query) => {
    const router = open(at);
    expect([router.section.value, router.params.value, Object.fromEntries(router.query.value)]).toEqual([
      section,
      params,
      query,
    ]);
  });

  it('follows a link at once when nothing is unsaved', () => {
    const router = open('/basic');
    router.guard(() => false);
    follow('/dialer');
    expect([router.section.value, router.asked.value]).toEqual(['dialer', null]);
  });

  it('asks before leaving unsaved changes: staying keeps the address, leaving follows the link', () => {
    const router = open('/basic');
    router.guard(() => true);
    follow('/dialer');
    expect([router.section.value, router.asked.value, address]).toEqual(['basic', 'dialer', '/basic']);
    router.stay();
    expect([router.section.value, router.asked.value]).toEqual(['basic', null]);
    follow('/numbers/num_1?tab=calls');
    router.leave();
    expect([router.section.value, router.params.value, address]).toEqual([
      'numbers',
      ['num_1'],
      '/numbers/num_1?tab=calls',
    ]);
  });

  it('asks before another record of the same page is shown, and not before the same page is filtered', () => {
    const router = open('/members/mem_1');
    router.guard(() => true);
    follow('/members/mem_1?role=agent');
    expect([router.query.value.get('role'), router.asked.value]).toEqual(['agent', null]);
    follow('/members/mem_2');
    expect([router.params.value, router.asked.value, address]).toEqual([
      ['mem_1'],
      'members/mem_2',
      '/members/mem_1?role=agent',
    ]);
  });

  it('asks before the tab is closed, until the unsaved form is gone', () => {
    const unguard = open('/basic').guard(() => true);
    expect(isToAsk()).toBe(true);
    unguard();
    expect(isToAsk()).toBe(false);
  });
});

type AllPorts = Ports<GroupId> & Pick<DialerPorts, 'setUp'>;
type Over = Partial<AllPorts>;

describe('the settings', () => {
  let sent: RequestOf<typeof updateSettings>[];
  beforeEach(() => {
    sent = [];
  });
  const ports = (over: Over = {}): AllPorts => ({
    read: async () => ok(SETTINGS),
    save: async change => {
      sent.push(change);
      return ok({ ...SETTINGS, name: change.name ?? SETTINGS.name });
    },
    setUp: async () => err({ reason: 'being_set_up' }),
    ...over,
  });
  const opened = async (over: Over = {}) => {
    const model = createBasic(ports(over));
    await model.load();
    return model;
  };
  const openedDialer = async (over: Over = {}) => {
    const model = createDialer(ports(over));
    await model.load();
    return model;
  };

  it('send only what was changed, and the value it was changed from', async () => {
    const model = await opened();
    model.change({ name: 'Acme North' });
    model.change({ country: 'DE' });
    model.change({ country: 'US' });
    expect(await model.save()).toBe(true);
    expect(sent).toEqual([{ revisions: SETTINGS.revisions, name: 'Acme North' }]);
    expect([model.isDirty.value, model.note.value, model.values.value?.name]).toEqual([
      false,
      'Saved.',
      'Acme North',
    ]);
  });

  it('clear a secret from the screen once it is saved', async () => {
    const model = await opened();
    model.change({ authToken: 'a-token' });
    await model.save();
    expect(model.values.value?.authToken).toBe('');
  });

  it.each([
    ['ringSeconds', '3'],
    ['ringSeconds', ''],
    ['ringSeconds', 'soon'],
    ['accountSid', 'AC1'],
    ['country', 'Germany'],
    ['name', '  '],
  ] as const)('say at the field %s that %j cannot be, and send nothing', async (field, value) => {
    const model = field === 'ringSeconds' ? await openedDialer() : await opened();
    model.change({ [field]: value });
    expect(await model.save()).toBe(false);
    expect([model.wrong.value[field], sent]).toEqual([expect.any(String), []]);
    model.change({ [field]: 'x' });
    expect(model.wrong.value[field]).toBeUndefined();
  });

  it('show at its field what the carrier does not accept, and keep the input', async () => {
    const fields = { authToken: 'token_refused' } as const;
    const model = await opened({ save: async () => err({ reason: 'not_accepted', fields }) });
    model.change({ authToken: 'wrong' });
    expect(await model.save()).toBe(false);
    expect(model.wrong.value.authToken).toContain('does not accept this Auth Token');
    expect([model.values.value?.authToken, model.isDirty.value]).toEqual(['wrong', true]);
  });

  it.each([
    [{ reason: 'changed_meanwhile' } as const, 'Somebody else has changed'],
    [{ reason: 'carrier_silent' } as const, 'could not be checked with the carrier'],
    [{ reason: 'offline' } as const, 'The server does not answer'],
    [{ reason: 'server', detail: 'Broke.', requestId: 'req_1' } as const, 'Broke.'],
  ])('say why they were not saved: %o', async (error, text) => {
    const model = await opened({ save: async () => err(error) });
    model.change({ name: 'Other' });
    await model.save();
    expect([model.trouble.value?.text, model.isDirty.value]).toEqual([expect.stringContaining(text), true]);
  });

  it('are saved once, however often the button is clicked', async () => {
    const model = await opened();
    model.change({ name: 'Other' });
    await Promise.all([model.save(), model.save(), model.save()]);
    expect(sent).toHaveLength(1);
  });

  it('say that another person is setting up the account', async () => {
    const model = await openedDialer();
    await model.setUp();
    expect(model.trouble.value?.text).toContain('right now');
  });

  it('show the new state of the dialer once the account is set up again, and keep the input', async () => {
    const model = await openedDialer({
      setUp: async () =>
        ok({
          dialer: 'ready',
          problems: [],
          withheld: [],
          accountKind: 'full',
          mostCalls: 3,
          checkedAt: 1,
        }),
    });
    model.change({ ringSeconds: '40' });
    await model.setUp();
    expect(model.server.value).toMatchObject({ dialer: 'ready', mostCalls: 3 });
    expect([model.values.value?.ringSeconds, model.isDirty.value]).toEqual(['40', true]);
  });
});

describe('a role’s grants', () => {
  it('are set box by box, and saved together', async () => {
    const sent: unknown[] = [];
    const model = createRoles({
      read: async () => ok(SETTINGS),
      save: async change => {
        sent.push(change);
        return ok({ ...SETTINGS, grants: [...(change.grants ?? [])] });
      },
    });
    await model.load();
    expect([model.isRead.value, model.grants.value]).toEqual([true, ['manager.viewCalls']]);
    model.set('member.viewContacts', true);
    model.set('manager.viewCalls', false);
    expect(model.isDirty.value).toBe(true);
    model.set('manager.viewCalls', true);
    model.set('member.viewContacts', false);
    expect(model.isDirty.value).toBe(false);
    model.set('member.viewContacts', true);
    await model.save();
    expect(sent).toEqual([
      { revisions: SETTINGS.revisions, grants: ['manager.viewCalls', 'member.viewContacts'] },
    ]);
    expect([model.isDirty.value, model.note.value]).toEqual([false, 'Saved.']);
  });

  it('show when another person has changed them meanwhile, and keep the choice made', async () => {
    const model = createRoles({
      read: async () => ok(SETTINGS),
      save: async () => err({ reason: 'changed_meanwhile' }),
    });
    await model.load();
    model.set('member.viewCalls', true);
    await model.save();
    expect(model.trouble.value?.text).toContain('Somebody else has changed these settings');
    expect(model.isDirty.value).toBe(true);
  });
});

describe('the sites of a workspace', () => {
  const opened = async () => {
    const sent: unknown[] = [];
    const model = createSites({
      isSandbox: false,
      read: async () => ok({ ...SETTINGS, sites: ['crm.acme.example'] }),
      save: async change => {
        sent.push(change);
        return ok({ ...SETTINGS, sites: [...(change.sites ?? [])] });
      },
    });
    await model.load();
    return { model, sent };
  };

  it('are added by pasting an address, in order and without repeats, and saved together', async () => {
    const { model, sent } = await opened();
    for (const typed of ['https://App.HubSpot.com/contacts/1', 'app.hubspot.com']) {
      model.typed.value = typed;
      model.add();
    }
    expect([model.sites.value, model.typed.value]).toEqual([['app.hubspot.com', 'crm.acme.example'], '']);
    model.remove('crm.acme.example');
    await model.save();
    expect(sent).toEqual([{ revisions: SETTINGS.revisions, sites: ['app.hubspot.com'] }]);
    expect([model.isDirty.value, model.note.value]).toEqual([false, 'Saved.']);
  });

  it('are added by Enter before anything is saved', async () => {
    const { model, sent } = await opened();
    expect(model.addTyped()).toBe(false);
    model.typed.value = 'app.hubspot.com';
    expect(model.addTyped()).toBe(true);
    expect(model.sites.value).toEqual(['app.hubspot.com', 'crm.acme.example']);
    expect(sent).toEqual([]);
  });

  it('show that they were not saved until something is changed', async () => {
    const model = createSites({
      isSandbox: false,
      read: async () => ok({ ...SETTINGS, sites: ['crm.acme.example'] }),
      save: async () => err({ reason: 'changed_meanwhile' }),
    });
    await model.load();
    model.remove('crm.acme.example');
    await model.save();
    expect(model.trouble.value?.text).toContain('Somebody else has changed these settings');
    model.undo();
    expect([model.trouble.value, model.sites.value]).toEqual([null, ['crm.acme.example']]);
  });

  it('are none at first, and only a sandbox says that pages on this machine get a button anyway', async () => {
    const ports = { read: async () => ok(SETTINGS), save: async () => ok(SETTINGS) };
    expect(createSites({ ...ports, isSandbox: false }).none).toBe('None yet: no page gets a call button.');
    expect(createSites({ ...ports, isSandbox: true }).none).toContain('pages on this machine (localhost)');
  });

  it('cannot be everything: invalid input is answered with what a site looks like', async () => {
    const { model } = await opened();
    model.typed.value = '*';
    model.add();
    expect(model.wrong.value.site).toContain('in front of the site: *.lightning.force.com');
    expect(model.isDirty.value).toBe(false);
  });

  it('are requested with one click, and sites already allowed are not requested again', async () => {
    const allowed = new Set<string>();
    const asked: (readonly string[])[] = [];
    const site = (name: string) => ({
      site: name,
      pattern: `https://${name}/*`,
      isAllowed: allowed.has(`https://${name}/*`),
    });
    const list = createAllowedSites({
      read: async () => ['a.example', 'b.example'].map(site),
      ask: async patterns => {
        asked.push(patterns);
        allowed.add(patterns[0] ?? '');
        return true;
      },
    });
    await list.load();
    await list.allow(list.missing.value);
    expect(asked).toEqual([['https://a.example/*', 'https://b.example/*']]);
    expect(list.missing.value.map(each => each.site)).toEqual(['b.example']);
  });
});

describe('the calls on screen', () => {
  const call = (n: number): LoggedCall => ({
    id: CallId.parse(`call_${String(n).padStart(26, '0')}`),
    at: n,
    member: { id: newId(MemberId, 'mem', length => new Uint8Array(length)), name: 'Robin' },
    direction: 'outbound',
    number: E164.parse('+12125550100'),
    address: null,
    callerName: null,
    forwardedTo: null,
    ours: E164.parse('+12125550190'),
    contact: { id: newId(ContactId, 'cont', length => new Uint8Array(length)), name: null, company: null },
    phase: 'ended',
    talkSeconds: null,
    recording: null,
  });

  const silent = { listen: async () => err({ reason: 'coming' as const }) };

  it('grow page by page, and match the latest query only', async () => {
    const asked: object[] = [];
    const answers: (() => void)[] = [];
    const log = createCallLog({
      ...silent,
      read: ask => {
        asked.push(ask);
        return new Promise(resolve =>
          answers.push(() => resolve(ok({ calls: [call(answers.length)], more: true, members: [] }))),
        );
      },
    });
    const first = log.list.load();
    answers.at(-1)?.();
    await first;
    const second = log.list.more();
    answers.at(-1)?.();
    await second;
    expect([log.list.items.value?.length, log.list.hasMore.value]).toEqual([2, true]);
    expect(asked.at(-1)).toMatchObject({ before: cursorOf(call(1)) });
    const late = log.search('mar');
    const last = log.search('maria');
    answers.at(-1)?.();
    await last;
    const shown = log.list.items.value;
    answers.at(-2)?.();
    await late;
    expect(log.list.items.value).toBe(shown);
    expect(asked.at(-1)).toEqual({ limit: 50, find: 'maria' });
  });
});
