import { signal } from '@preact/signals';
import { type Contact, changeContact, type contacts } from '../../../shared/contacts/contract.ts';
import type { RequestOf } from '../../../shared/endpoint.ts';
import { ok } from '../../../shared/result.ts';
import type { Reply } from '../../http.ts';
import { createAsking } from '../../ui/asking.ts';
import { createForm, type FormModel } from '../../ui/form/form-model.ts';
import { SAVED_WORDS } from '../../ui/form/words.ts';
import { byId, createList } from '../../ui/list/list-model.ts';
import { toasts } from '../../ui/toasts/toasts.ts';
import { words } from './words.ts';

type Change = RequestOf<typeof changeContact>;
export type Ports = {
  readonly read: (ask: RequestOf<typeof contacts>) => Promise<Reply<typeof contacts>>;
  readonly change: (change: Change) => Promise<Reply<typeof changeContact>>;
};
export type Contacts = ReturnType<typeof createContacts>;

/** The fields as typed. */
const typedOf = ({ name, company, email }: Contact) => ({
  name: name ?? '',
  company: company ?? '',
  email: email ?? '',
});
type Typed = ReturnType<typeof typedOf>;
/** The contact that is being edited. */
export type Edited = {
  readonly id: Contact['id'];
  readonly form: FormModel<Typed, (typeof changeContact)['request']>;
};

const PAGE = 50;

/** A workspace's contacts. */
export const createContacts = (ports: Ports) => {
  const find = signal('');
  const edited = signal<Edited | null>(null);
  /** For taking a change back: the form has its own errors. */
  const asking = createAsking();
  const list = createList<Contact>({
    idOf: byId,
    read: async shown => {
      const text = find.value.trim();
      const reply = await ports.read({
        skip: shown.length,
        limit: PAGE,
        ...(text === '' ? {} : { find: text }),
      });
      return reply.ok ? ok({ items: reply.value.contacts, hasMore: reply.value.more }) : reply;
    },
  });

  const say = ({ name }: Contact, undo?: () => unknown) =>
    toasts.say(words.saved(name ?? words.unknown), undo);
  const takeBack = (before: Contact) =>
    asking.during(
      () => ports.change({ contactId: before.id, ...typedOf(before) }),
      ({ contact }) => {
        list.put(contact);
        say(contact);
      },
    );

  return {
    list,
    find,
    edited,
    trouble: asking.trouble,
    search: (text: string) => {
      find.value = text;
      return list.load();
    },
    edit: (contact: Contact | null) => {
      asking.trouble.value = null;
      edited.value = contact && {
        id: contact.id,
        form: createForm({
          request: changeContact.request,
          requestOf: (_, changes) => ({ contactId: contact.id, ...changes }),
          initial: typedOf(contact),
        }),
      };
    },
    /** The form stays open if something is typed while it is being saved. */
    save: async ({ id, form }: Edited): Promise<void> => {
      const before = list.items.value?.find(each => each.id === id);
      await form.submit(ports.change, ({ contact }) => {
        list.put(contact);
        form.take(typedOf(contact));
        if (form.isDirty.value) {
          form.note.value = SAVED_WORDS.part;
          return;
        }
        if (edited.value?.form === form) edited.value = null;
        say(contact, before && (() => takeBack(before)));
      });
    },
  };
};
