/** Rules for every form of the desk that closes, or is emptied, once it is saved. */
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { ContactsPage } from '../../extension/contacts/desk/ContactsPage.tsx';
import { createContacts } from '../../extension/contacts/desk/model.ts';
import { InviteForm } from '../../extension/members/desk/InviteForm.tsx';
import { createMembers } from '../../extension/members/desk/model.ts';
import { createNumbers } from '../../extension/numbers/desk/model.ts';
import { NumberRow } from '../../extension/numbers/desk/NumberRow.tsx';
import { createWorkspaces } from '../../extension/workspaces/desk/model.ts';
import { WorkspacesPage } from '../../extension/workspaces/desk/WorkspacesPage.tsx';
import type { Contact } from '../../shared/contacts/contract.ts';
import { ContactId, InvitationId, MemberId, NumberId, newId } from '../../shared/ids.ts';
import type { Invitation } from '../../shared/members/contract.ts';
import { E164, type ManagedNumber } from '../../shared/numbers/contract.ts';
import { ok, type Result } from '../../shared/result.ts';

afterEach(cleanup);

const random = (length: number) => new Uint8Array(length);
const never = async (): Promise<never> => {
  throw new Error('Nothing asks for this here.');
};

/** Saving waits until the test completes it. */
const createSaving = () => {
  const waiting: (() => void)[] = [];
  return {
    isUnderWay: () => waiting.length > 0,
    end: () => waiting.splice(0).forEach(each => void each()),
    reply: <T,>(value: T): Promise<Result<T, never>> =>
      new Promise(resolve => waiting.push(() => resolve(ok(value)))),
  };
};
type Saving = ReturnType<typeof createSaving>;

const number: ManagedNumber = {
  id: newId(NumberId, 'num', random),
  e164: E164.parse('+12125550100'),
  name: 'Before',
  areaCode: '212',
  voice: true,
  sms: false,
  brandName: '',
  mode: 'always_on',
  ringSeconds: 20,
  forwardTo: null,
  forwardAsksKey: true,
  greeting: '',
  offHoursMessage: '',
  offHoursRecords: true,
  campaign: '',
  createdAt: 1,
  isGone: false,
};
const openNumber = async (saving: Saving) => {
  const list = createNumbers({
    read: async () => ok({ numbers: [number] }),
    change: (_, change) => saving.reply({ number: { ...number, name: change.name ?? number.name } }),
    importable: never,
    import: never,
    search: never,
    buy: never,
    remove: never,
    release: never,
    spell: e164 => e164,
    newKey: () => 'key',
  });
  await list.list.load();
  list.edit(number);
  const Shown = () => (
    <>
      {list.list.items.value?.map(each => (
        <NumberRow key={each.id} list={list} number={each} />
      ))}
    </>
  );
  render(<Shown />);
  return () => list.open.value?.form.note.value;
};

const contact: Contact = {
  id: newId(ContactId, 'cont', random),
  name: 'Before',
  company: null,
  email: null,
  numbers: [],
  createdAt: 1,
};
const openContact = async (saving: Saving) => {
  const list = createContacts({
    read: async () => ok({ contacts: [contact], more: false }),
    change: change => saving.reply({ contact: { ...contact, name: change.name ?? null } }),
  });
  render(<ContactsPage list={list} country="US" mayEdit />);
  fireEvent.click(await screen.findByRole('button', { name: /Before/ }));
  return () => list.edited.value?.form.note.value;
};

const openInvite = async (saving: Saving) => {
  const invitation: Invitation = {
    id: newId(InvitationId, 'inv', random),
    name: 'First',
    email: 'first@acme.example',
    role: 'agent',
    invitedBy: 'Olivia',
    sentAt: 1,
    expiresAt: 2,
    state: 'open',
  };
  const list = createMembers({
    me: async () => ({ id: newId(MemberId, 'mem', random), role: 'owner' }),
    read: async () => ok({ members: [], invitations: [] }),
    invite: () => saving.reply({ invitation, code: 'code', expiresAt: 2, isMailed: false }),
    resend: never,
    withdraw: never,
    newCode: never,
    changeRole: never,
    remove: never,
    copy: never,
  });
  await list.load();
  render(<InviteForm list={list} />);
  fireEvent.input(field('email'), { target: { value: 'first@acme.example' } });
};

const openPlace = async (saving: Saving) => {
  const none = { workspaces: [], invitations: [], isBound: false };
  const list = createWorkspaces({
    read: async () => ok(none),
    create: () => saving.reply(none),
    accept: never,
    decline: never,
    switchTo: never,
    startAnew: () => {},
  });
  render(<WorkspacesPage list={list} mayCreate />);
  const country = await waitFor(() => required(document.querySelector('form select[name="country"]')));
  fireEvent.change(country, { target: { value: 'US' } });
};

const required = <T,>(found: T | null): T => {
  if (found === null) throw new Error('Not there.');
  return found;
};
const field = (name: string): HTMLInputElement => {
  const found = document.querySelector(`form [name="${name}"]`);
  if (!(found instanceof HTMLInputElement)) throw new Error(`No field ${name}.`);
  return found;
};
const type = (value: string) => fireEvent.input(field('name'), { target: { value } });
const submit = async (saving: Saving) => {
  fireEvent.submit(field('name').form as HTMLFormElement);
  await waitFor(() => expect(saving.isUnderWay()).toBe(true));
};

const EDITORS = [
  ['a number', openNumber],
  ['a contact', openContact],
] as const;
const ADDING = [
  ['an invitation', openInvite],
  ['a workspace', openPlace],
] as const;

test.each([...EDITORS, ...ADDING])('input typed while %s is saved stays in the form', async (_, open) => {
  const saving = createSaving();
  await open(saving);
  type('First');
  await submit(saving);
  type('Then');
  saving.end();
  await waitFor(() => expect(document.querySelector('[type="submit"][aria-disabled="true"]')).toBeNull());
  expect(field('name').value).toBe('Then');
});

test.each(EDITORS)(
  'the form of %s says that input typed meanwhile is not saved, until it is saved',
  async (_, open) => {
    const saving = createSaving();
    const note = await open(saving);
    type('First');
    await submit(saving);
    type('Then');
    saving.end();
    await waitFor(() => expect(note()).toContain('without what you changed meanwhile'));
    await submit(saving);
    saving.end();
    await waitFor(() => expect(document.querySelector('form [name="name"]')).toBeNull());
    expect(note()).toBeUndefined();
  },
);

test.each(ADDING)('the form of %s is empty once it is saved', async (_, open) => {
  const saving = createSaving();
  await open(saving);
  type('First');
  await submit(saving);
  saving.end();
  await waitFor(() => expect(field('name').value).toBe(''));
});
