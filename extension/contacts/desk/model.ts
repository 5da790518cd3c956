import { signal } from '@preact/signals';
import { type Contact, changeContact, type contacts } from '../../../shared/contacts/contract.ts';
import type { RequestOf } from '../../../shared/endpoint.ts';
import { SAVED_WORDS } from '../../desk/form-model.ts';
import type { Reply } from '../../http.ts';
import { createAsking, troubleOf } from '../../ui/asking.ts';
import { words } from './words.ts';

type Change = RequestOf<typeof changeContact>;
export type Ports = {
  readonly read: (ask: RequestOf<typeof contacts>) => Promise<Reply<typeof contacts>>;
  readonly change: (change: Change) => Promise<Reply<typeof changeContact>>;
};
export type Contacts = ReturnType<typeof createContacts>;
/** The fields as typed. */
export type Typed = Readonly<Record<'name' | 'company' | 'email', string>>;

const PAGE = 50;

/** A workspace's contacts. A late reply to an earlier request is dropped. */
export const createContacts = (ports: Ports) => {
  /** Undefined until they have been read. */
  const all = signal<readonly Contact[] | undefined>(undefined);
  const find = signal('');
  const hasMore = signal(false);
  /** The contact that is being edited. */
  const edited = signal<Contact['id'] | null>(null);
  const wrong = signal<Readonly<Partial<Record<keyof Typed, string>>>>({});
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
    wrong,
    ...asking,
    load: () => read(0),
    more: () => read(all.value?.length ?? 0),
    search: (text: string) => {
      find.value = text;
      return read(0);
    },
    edit: (id: Contact['id'] | null) => {
      edited.value = id;
      wrong.value = {};
      asking.note.value = '';
    },
    /** The form stays open if something is typed while it is being saved. */
    save: async ({ id }: Contact, typed: Typed, isUnchanged: () => boolean = () => true): Promise<void> => {
      const parsed = changeContact.request.safeParse({ contactId: id, ...typed });
      wrong.value = parsed.success
        ? {}
        : Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join('.'), message]));
      if (!parsed.success) return;
      await asking.during(
        () => ports.change({ contactId: id, ...typed }),
        ({ contact }) => {
          const isAll = isUnchanged();
          all.value = all.value?.map(each => (each.id === id ? contact : each));
          if (isAll && edited.value === id) edited.value = null;
          asking.note.value = isAll ? words.saved(contact.name ?? words.unknown) : SAVED_WORDS.part;
        },
      );
    },
  };
};
