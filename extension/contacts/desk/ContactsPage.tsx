import { useEffect, useRef } from 'preact/hooks';
import type { Contact } from '../../../shared/contacts/contract.ts';
import { shownNumber } from '../../calls/panel/format.ts';
import { snapshotOf } from '../../desk/form-snapshot.ts';
import { Loadable } from '../../ui/Loadable.tsx';
import { More } from '../../ui/More.tsx';
import { PageCard } from '../../ui/PageCard.tsx';
import type { Contacts, Typed } from './model.ts';
import { words } from './words.ts';

const FIELDS = ['name', 'company', 'email'] as const;

const EditForm = ({ list, contact }: { list: Contacts; contact: Contact }) => {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const save = (event: Event) => {
    event.preventDefault();
    if (!form.current) return;
    const { data, isUnchanged } = snapshotOf(form.current);
    const typed = Object.fromEntries(FIELDS.map(field => [field, String(data.get(field))])) as Typed;
    void list.save(contact, typed, isUnchanged);
  };
  return (
    <form
      ref={form}
      class="fields row-more"
      data-guarded
      onSubmit={save}
      aria-label={words.editOne(contact.name ?? '')}
    >
      {FIELDS.map(field => (
        <label key={field}>
          {words[field]}
          <input
            name={field}
            type="text"
            autocomplete="off"
            defaultValue={contact[field] ?? ''}
            aria-invalid={list.wrong.value[field] !== undefined}
          />
          {list.wrong.value[field] && <span class="wrong">{list.wrong.value[field]}</span>}
        </label>
      ))}
      <div class="acts">
        <button type="submit" class="button main" aria-disabled={list.busy.value}>
          {words.save}
        </button>
        <button type="button" class="button" onClick={() => list.edit(null)}>
          {words.cancel}
        </button>
      </div>
    </form>
  );
};

type RowProps = {
  readonly list: Contacts;
  readonly contact: Contact;
  readonly country: string;
  readonly mayEdit: boolean;
};

const Row = ({ list, contact, country, mayEdit }: RowProps) => (
  <li class="row">
    <div>
      <p class="row-name">
        <bdi>{contact.name ?? words.unknown}</bdi>
      </p>
      <p class="fine">
        <bdi>
          {[contact.company, contact.email, ...contact.numbers.map(each => shownNumber(each, country))]
            .filter(Boolean)
            .join(' · ')}
        </bdi>
      </p>
    </div>
    {mayEdit && list.edited.value !== contact.id && (
      <button
        type="button"
        class="button"
        aria-label={words.editOne(contact.name ?? contact.numbers[0] ?? '')}
        onClick={() => list.edit(contact.id)}
      >
        {words.edit}
      </button>
    )}
    {list.edited.value === contact.id && <EditForm list={list} contact={contact} />}
  </li>
);

type Props = { readonly list: Contacts; readonly country: string; readonly mayEdit: boolean };

/** The workspace's contacts, for members who may see them; editable for members who may change them (F057). */
export const ContactsPage = ({ list, country, mayEdit }: Props) => {
  useEffect(() => {
    void list.load();
    return () => list.edit(null);
  }, [list]);
  return (
    <PageCard id="contacts-title" title={words.title} intro={words.intro}>
      <input
        type="search"
        class="find"
        aria-label={words.find}
        placeholder={words.find}
        value={list.find.value}
        onInput={event => void list.search(event.currentTarget.value)}
      />
      <p class="fine" role="status">
        {list.note.value}
      </p>
      <Loadable
        value={list.all.value}
        trouble={list.trouble.value}
        loading={words.loading}
        onAgain={list.load}
      >
        {all =>
          all.length === 0 ? (
            <p>{list.find.value === '' ? words.none : words.noMatch}</p>
          ) : (
            <ul class="rows all">
              {all.map(contact => (
                <Row key={contact.id} list={list} contact={contact} country={country} mayEdit={mayEdit} />
              ))}
            </ul>
          )
        }
      </Loadable>
      {list.hasMore.value && (
        <div class="acts">
          <More label={words.more} count={list.all.value?.length ?? 0} onMore={() => void list.more()} />
        </div>
      )}
    </PageCard>
  );
};
