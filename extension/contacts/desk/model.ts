import { signal } from '@preact/signals';
import { type Contact, changeContact, type contacts } from '../../../shared/contacts/contract.ts';
import type { RequestOf } from '../../../shared/endpoint.ts';
import type { Reply } from '../../http.ts';
import { createAsking, troubleOf } from '../../ui/asking.ts';
import { createForm, type FormModel } from '../../ui/form/form-model.ts';
import { SAVED_WORDS } from '../../ui/form/words.ts';
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

/** A workspace's contacts. A late reply to an earlier request is dropped. */
export const createContacts = (ports: Ports) => {
  /** Undefined until they have been read. */
  const all = signal<readonly Contact[] | undefined>(undefined);
  const find = signal('');
  const hasMore = signal(false);
  const edited = signal<Edited | null>(null);
  const asking = createAsking();
  let latest = 0;

  const read = async (skip: number): Promise<void> => {
    latest += 1;
    const mine = latest;
    asking.trouble.value = null;
    const text = find.value.trim();
    const reply = await ports.read({ skip, limit: PAGE, ...(text === '' ? {} : { find: text }) });
    if (mine !== latest) return;
    if (!reply.ok) {
      asking.trouble.value = troubleOf(reply.error);
      return;
    }
    all.value = skip > 0 ? [...(all.value ?? []), ...reply.value.contacts] : reply.value.contacts;
    hasMore.value = reply.value.more;
  };

  return {
    all,
    find,
    hasMore,
    edited,
    ...asking,
    load: () => read(0),
    more: () => read(all.value?.length ?? 0),
    search: (text: string) => {
      find.value = text;
      return read(0);
    },
    edit: (contact: Contact | null) => {
      edited.value = contact && {
        id: contact.id,
        form: createForm({
          request: changeContact.request,
          requestOf: (_, changes) => ({ contactId: contact.id, ...changes }),
          initial: typedOf(contact),
        }),
      };
      asking.note.value = '';
    },
    /** The form stays open if something is typed while it is being saved. */
    save: async ({ id, form }: Edited): Promise<void> => {
      asking.note.value = '';
      await form.submit(ports.change, ({ contact }) => {
        all.value = all.value?.map(each => (each.id === id ? contact : each));
        form.take(typedOf(contact));
        const isAll = !form.isDirty.value;
        if (isAll && edited.value?.form === form) edited.value = null;
        asking.note.value = isAll ? words.saved(contact.name ?? words.unknown) : SAVED_WORDS.part;
      });
    },
  };
};
