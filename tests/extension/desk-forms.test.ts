/** Rules for every form of the desk that is saved as a whole. */
import { describe, expect, test } from 'vitest';
import { createAi } from '../../extension/ai/desk/model.ts';
import { createCountries } from '../../extension/settings/desk/countries-model.ts';
import { createHours } from '../../extension/settings/desk/hours-model.ts';
import { createBasic, createDialer, createLimits } from '../../extension/settings/desk/model.ts';
import { createRoles } from '../../extension/settings/desk/roles-model.ts';
import { createSites } from '../../extension/settings/desk/sites-model.ts';
import type { Ports } from '../../extension/settings/desk/workspace-form.ts';
import type { AiSettings } from '../../shared/ai/contract.ts';
import { err, ok } from '../../shared/result.ts';
import { type GroupId, groupsWith, type SettingsOf } from '../../shared/settings/groups.ts';
import { usualHours } from '../../shared/workspace/hours.ts';
import { SETTINGS } from './settings-fixture.ts';

type Form = {
  readonly isDirty: { readonly value: boolean };
  readonly note: { readonly value: string };
  readonly trouble: { readonly value: { readonly text: string } | null };
  readonly load: () => Promise<void>;
  readonly undo: () => Promise<void>;
  readonly save: () => Promise<unknown>;
};

/** A gate that holds answers back until it is opened. */
const createDoor = () => {
  let open = () => {};
  let shut: Promise<void> | undefined;
  return {
    pass: async () => shut,
    shut: () => {
      shut = new Promise(resolve => {
        open = resolve;
      });
    },
    open: () => open(),
  };
};

/** A server with settings, which accepts a change only if it is based on the current ones. */
const createServer = () => {
  let has: SettingsOf<GroupId> = { ...SETTINGS, hours: usualHours('UTC'), sites: ['crm.acme.example'] };
  let hasAi: AiSettings = { endpoint: 'https://ai.example/v1', model: 'one', hasKey: true, checkedAt: 1 };
  let aiRevision = 'r1';
  const door = createDoor();
  const put = (change: Partial<SettingsOf<GroupId>>) => {
    const revisions = { ...has.revisions };
    for (const id of groupsWith(change)) revisions[id] += '+';
    has = { ...has, ...change, revisions };
  };
  const ports: Ports<GroupId> = {
    read: async () => ok(has),
    save: async ({ revisions, ...change }) => {
      await door.pass();
      if (groupsWith(change).some(id => revisions[id] !== has.revisions[id]))
        return err({ reason: 'changed_meanwhile' });
      put(change as Partial<SettingsOf<GroupId>>);
      return ok(has);
    },
  };
  return {
    door,
    put,
    settings: () => has,
    ports: { ...ports, setUp: async () => ok(has), timeZone: () => 'UTC', isSandbox: false },
    ai: () => hasAi,
    aiPorts: {
      read: async () => ok({ ai: hasAi, revision: aiRevision }),
      save: async ({ revision, endpoint, model }: { revision: string; endpoint: string; model: string }) => {
        await door.pass();
        if (revision !== aiRevision) return err({ reason: 'changed_meanwhile' as const });
        hasAi = { endpoint, model, hasKey: true, checkedAt: 2 };
        aiRevision += '+';
        return ok({ ai: hasAi, revision: aiRevision });
      },
      remove: async () => ok({ ai: null, revision: aiRevision }),
    },
  };
};
type Server = ReturnType<typeof createServer>;

type Case = {
  readonly form: Form;
  /** The changes made to the form, one by one, and what it shows after each. */
  readonly first: () => void;
  readonly next: () => void;
  readonly back: () => void;
  readonly shown: () => unknown;
  readonly stored: () => unknown;
};

const FORMS: readonly (readonly [string, (server: Server) => Case])[] = [
  [
    'Basic, in one field',
    server => {
      const form = createBasic(server.ports);
      return {
        form,
        first: () => form.change({ name: 'First' }),
        next: () => form.change({ name: 'Then' }),
        back: () => form.change({ name: 'Acme' }),
        shown: () => form.values.value?.name,
        stored: () => server.settings().name,
      };
    },
  ],
  [
    'Dialer, in fields of one group',
    server => {
      const form = createDialer(server.ports);
      return {
        form,
        first: () => form.change({ ringSeconds: '20' }),
        next: () => form.change({ clickAction: 'ask' }),
        back: () => form.change({ ringSeconds: '25' }),
        shown: () => [form.values.value?.ringSeconds, form.values.value?.clickAction],
        stored: () => [String(server.settings().ringSeconds), server.settings().clickAction],
      };
    },
  ],
  [
    'Limits',
    server => {
      const form = createLimits(server.ports);
      return {
        form,
        first: () => form.change({ memberMinutesPerDay: '60' }),
        next: () => form.change({ memberCallsPerDay: '7' }),
        back: () => form.change({ memberMinutesPerDay: '480' }),
        shown: () => [form.values.value?.memberMinutesPerDay, form.values.value?.memberCallsPerDay],
        stored: () => [
          String(server.settings().memberMinutesPerDay),
          String(server.settings().memberCallsPerDay),
        ],
      };
    },
  ],
  [
    'Countries',
    server => {
      const form = createCountries(server.ports);
      return {
        form,
        first: () => form.add('DE'),
        next: () => form.add('LV'),
        back: () => form.follow(),
        shown: () => (form.isUsual.value ? null : form.countries.value.map(({ code }) => code).sort()),
        stored: () => server.settings().allowedCountries?.toSorted() ?? null,
      };
    },
  ],
  [
    'Countries, the other choice',
    server => {
      const form = createCountries(server.ports);
      return {
        form,
        first: () => form.add('DE'),
        next: () => form.change({ allowCostly: true }),
        back: () => form.follow(),
        shown: () => [form.isUsual.value, form.values.value?.allowCostly],
        stored: () => [server.settings().allowedCountries === null, server.settings().allowCostly],
      };
    },
  ],
  [
    'Business hours',
    server => {
      const form = createHours(server.ports);
      return {
        form,
        first: () => form.setTimeZone('Asia/Tokyo'),
        next: () => form.setDay('mon', null),
        back: () => form.setTimeZone('UTC'),
        shown: () => form.hours.value,
        stored: () => server.settings().hours,
      };
    },
  ],
  [
    'Roles',
    server => {
      const form = createRoles(server.ports);
      return {
        form,
        first: () => form.set('member.viewContacts', true),
        next: () => form.set('manager.viewCalls', false),
        back: () => form.set('member.viewContacts', false),
        shown: () => form.grants.value,
        stored: () => server.settings().grants,
      };
    },
  ],
  [
    'Sites',
    server => {
      const form = createSites(server.ports);
      const add = (site: string) => {
        form.typed.value = site;
        form.add();
      };
      return {
        form,
        first: () => add('a.example'),
        next: () => add('b.example'),
        back: () => form.remove('a.example'),
        shown: () => form.sites.value,
        stored: () => server.settings().sites,
      };
    },
  ],
  [
    'AI',
    server => {
      const form = createAi(server.aiPorts);
      return {
        form,
        first: () => form.change({ model: 'first' }),
        next: () => form.change({ model: 'then' }),
        back: () => form.change({ model: 'one' }),
        shown: () => form.values.value?.model,
        stored: () => server.ai()?.model,
      };
    },
  ],
];

describe.each(FORMS)('%s', (_, open) => {
  const opened = async () => {
    const server = createServer();
    const at = open(server);
    await at.form.load();
    return { server, ...at };
  };

  test('a change made during a save stays unsaved, and is saved next', async () => {
    const { server, form, first, next, shown, stored } = await opened();
    first();
    server.door.shut();
    const saving = form.save();
    next();
    const changed = shown();
    server.door.open();
    await saving;
    expect([shown(), form.isDirty.value]).toEqual([changed, true]);
    expect(stored()).not.toEqual(changed);
    expect(form.note.value).toContain('Saved, without what you changed meanwhile');
    await form.save();
    expect([stored(), shown(), form.isDirty.value]).toEqual([changed, changed, false]);
    expect(form.note.value).toMatch(/Saved\.$/);
  });

  test('a change reverted during a save is a change to the saved settings', async () => {
    const { server, form, first, back, shown, stored } = await opened();
    const before = shown();
    first();
    server.door.shut();
    const saving = form.save();
    back();
    server.door.open();
    await saving;
    expect([shown(), form.isDirty.value]).toEqual([before, true]);
    await form.save();
    expect([stored(), form.isDirty.value]).toEqual([before, false]);
  });

  test('a form that is left during a save shows the saved settings when it opens again', async () => {
    const { server, form, first, shown, stored } = await opened();
    first();
    server.door.shut();
    const saving = form.save();
    await form.undo();
    const again = form.load();
    server.door.open();
    await Promise.all([saving, again]);
    expect([shown(), form.isDirty.value]).toEqual([stored(), false]);
  });

  test('an answer older than a later save does not undo that save', async () => {
    const { form, first, shown, stored } = await opened();
    const late = form.load();
    first();
    await form.save();
    await late;
    expect([shown(), form.isDirty.value]).toEqual([stored(), false]);
  });
});

describe.each(FORMS)('%s, changed by another person', (_, open) => {
  const opened = async () => {
    const server = createServer();
    const [mine, theirs] = [open(server), open(server)];
    await Promise.all([mine.form.load(), theirs.form.load()]);
    theirs.first();
    await theirs.form.save();
    return { server, ...mine };
  };

  test('does not overwrite their changes; Undo loads what they saved, and the next save succeeds', async () => {
    const { form, next, shown, stored } = await opened();
    const theirs = stored();
    for (const _ of ['first', 'second']) {
      next();
      await form.save();
      expect(form.trouble.value?.text).toContain('Somebody else has changed');
      expect([stored(), form.isDirty.value]).toEqual([theirs, true]);
    }
    await form.undo();
    expect([shown(), form.isDirty.value, form.trouble.value]).toEqual([theirs, false, null]);
    next();
    const changed = shown();
    await form.save();
    expect([stored(), form.isDirty.value, form.trouble.value]).toEqual([changed, false, null]);
  });
});

const ACCOUNT = `AC${'0'.repeat(32)}`;

test('the carrier’s refusal is not shown at a value that was corrected meanwhile', async () => {
  const door = createDoor();
  const form = createBasic({
    ...createServer().ports,
    save: async () => {
      await door.pass();
      return err({
        reason: 'not_accepted',
        fields: { authToken: 'token_refused', accountSid: 'account_closed' },
      });
    },
  });
  await form.load();
  form.change({ authToken: 'wrong' });
  form.change({ accountSid: ACCOUNT });
  door.shut();
  const saving = form.save();
  form.change({ authToken: 'right' });
  door.open();
  await saving;
  expect(Object.keys(form.wrong.value)).toEqual(['accountSid']);
  expect([form.values.value?.authToken, form.values.value?.accountSid]).toEqual(['right', ACCOUNT]);
});

test('a form is saved although another person has changed another group of its page meanwhile, and shows theirs', async () => {
  const server = createServer();
  const form = createDialer(server.ports);
  await form.load();
  server.put({ recordCalls: true });
  form.change({ ringSeconds: '20' });
  await form.save();
  expect(form.trouble.value).toBeNull();
  expect([form.values.value?.ringSeconds, form.values.value?.recordCalls]).toEqual(['20', true]);
});
