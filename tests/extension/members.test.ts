import { beforeEach, describe, expect, it } from 'vitest';
import { createMembers, type Ports } from '../../extension/members/desk/model.ts';
import type { Role } from '../../shared/endpoint.ts';
import { InvitationId, MemberId, newId } from '../../shared/ids.ts';
import type { Invitation, Person } from '../../shared/members/contract.ts';
import { err, ok } from '../../shared/result.ts';

let count = 0;
const person = (name: string, role: Role = 'agent'): Person => ({
  id: newId(MemberId, 'mem', length => new Uint8Array(length).map((_, n) => (n + count++) % 256)),
  name,
  email: `${name.toLowerCase().replace(' ', '.')}@acme.example`,
  role,
  joinedAt: null,
  lastSeenAt: null,
  codeUntil: null,
});

const bytes = (length: number) => new Uint8Array(length).map((_, n) => (n + count++) % 256);
const invitation = (name: string): Invitation => ({
  id: newId(InvitationId, 'inv', bytes),
  name,
  email: `${name.toLowerCase()}@acme.example`,
  role: 'agent',
  invitedBy: 'Olivia Grant',
  sentAt: 1,
  expiresAt: 2,
  state: 'open',
});

const owner = person('Olivia Grant', 'owner');
const [rep2, rep10] = [person('Rep 2'), person('Rep 10')];
let asked: string[];
const ports = (over: Partial<Ports> = {}): Ports => ({
  me: async () => ({ id: owner.id, role: owner.role }),
  read: async () => ok({ members: [owner, rep10, rep2], invitations: [] }),
  invite: async ({ name, email }) => {
    asked.push(`invite ${name} ${email}`);
    return ok({
      invitation: invitation(name),
      code: 'AAAAA-BBBBB-CCCCC-DDDDD',
      expiresAt: 1,
      isMailed: false,
    });
  },
  resend: async () => err({ reason: 'above_you' }),
  withdraw: async () => ok({}),
  newCode: async () => err({ reason: 'above_you' }),
  changeRole: async (id, role) => ok({ member: { ...rep2, id, role } }),
  remove: async () => err({ reason: 'last_owner' }),
  copy: async text => void asked.push(`copy ${text}`),
  ...over,
});
beforeEach(() => {
  asked = [];
});

describe('the members on screen', () => {
  it('are sorted by name, and are found by name or address', async () => {
    const list = createMembers(ports());
    await list.load();
    expect(list.people.value?.map(({ name }) => name)).toEqual(['Olivia Grant', 'Rep 2', 'Rep 10']);
    list.wanted.value = 'REP.1';
    expect(list.found.value?.map(({ name }) => name)).toEqual(['Rep 10']);
  });

  it('are read again, to show a person who has joined in another browser meanwhile', async () => {
    const nia = invitation('Nia');
    let read: Ports['read'] = async () => ok({ members: [owner], invitations: [nia] });
    const list = createMembers(ports({ read: () => read() }));
    await list.load();
    read = async () => err({ reason: 'offline' });
    await list.refresh();
    expect([list.invitations.value, list.list.trouble.value]).toEqual([[nia], null]);
    read = async () => ok({ members: [owner, person('Nia')], invitations: [] });
    await list.refresh();
    expect([list.people.value?.map(({ name }) => name), list.invitations.value]).toEqual([
      ['Nia', 'Olivia Grant'],
      [],
    ]);
  });

  it('are not reverted by a read that began before a change', async () => {
    let answer: (reply: Awaited<ReturnType<Ports['read']>>) => void = () => {};
    let read: Ports['read'] = async () => ok({ members: [owner, rep2], invitations: [] });
    const list = createMembers(ports({ read: () => read(), remove: async () => ok({}) }));
    await list.load();
    read = () => new Promise(resolve => (answer = resolve));
    const looked = list.refresh();
    await list.remove(rep2);
    answer(ok({ members: [owner, rep2], invitations: [] }));
    await looked;
    expect(list.people.value).toEqual([owner]);
  });

  it('cannot be changed by a lower role, nor by themselves', async () => {
    const list = createMembers(ports());
    await list.load();
    expect([list.mayChange(owner), list.mayChange(rep2)]).toEqual([false, true]);
    const admins = createMembers(ports({ me: async () => ({ id: rep2.id, role: 'admin' }) }));
    await admins.load();
    expect([admins.mayChange(owner), admins.mayChange(rep10)]).toEqual([false, true]);
    expect(admins.mayGive()).toEqual(['manager', 'agent', 'member']);
  });

  it('are invited only with values the Worker would accept; nothing else is sent', async () => {
    const list = createMembers(ports());
    await list.load();
    list.inviting.change({ name: ' ', email: 'nia' });
    expect(await list.invite()).toBe(false);
    expect(Object.keys(list.inviting.wrong.value).sort()).toEqual(['email', 'name']);
    expect(asked).toEqual([]);
    list.inviting.change({ name: 'Nia', email: ' Nia@Acme.Example ' });
    expect(await list.invite()).toBe(true);
    expect(asked).toEqual(['invite Nia nia@acme.example']);
    expect(list.shown.value?.code).toBe('AAAAA-BBBBB-CCCCC-DDDDD');
    expect(list.invitations.value.map(({ name }) => name)).toEqual(['Nia']);
    expect(list.people.value).toHaveLength(3);
    await list.copy();
    expect(asked.at(-1)).toBe('copy AAAAA-BBBBB-CCCCC-DDDDD');
    const [nia] = list.invitations.value;
    if (!nia) throw new Error('Nobody is invited.');
    await list.withdraw(nia);
    expect([list.invitations.value, list.shown.value]).toEqual([[], null]);
  });

  it('show why a change failed next to the member it concerns, and stay as they are', async () => {
    const list = createMembers(ports());
    await list.load();
    await list.remove(rep2);
    expect(list.troubleAt(rep2.id)?.text).toContain('needs an owner');
    expect([list.list.trouble.value, list.inviting.trouble.value, list.troubleAt(owner.id)]).toEqual([
      null,
      null,
      null,
    ]);
    await list.newCode(owner);
    expect(list.troubleAt(owner.id)?.text).toContain('Only an owner');
    expect(list.troubleAt(rep2.id)).toBeNull();
    expect(list.people.value).toHaveLength(3);
    await list.changeRole(rep2, 'manager');
    expect([list.troubleAt(rep2.id), list.troubleAt(owner.id)]).toEqual([null, null]);
    expect(list.people.value?.find(({ id }) => id === rep2.id)?.role).toBe('manager');
  });

  it('are changed one at a time', async () => {
    let finish = () => {};
    const list = createMembers(
      ports({
        changeRole: (id, role) =>
          new Promise(resolve => {
            finish = () => resolve(ok({ member: { ...rep2, id, role } }));
          }),
      }),
    );
    await list.load();
    const first = list.changeRole(rep2, 'manager');
    expect(await list.remove(rep2)).toBe(false);
    finish();
    expect(await first).toBe(true);
  });
});
