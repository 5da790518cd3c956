import { useEffect } from 'preact/hooks';
import type { Contact } from '../../../shared/contacts/contract.ts';
import { shownNumber } from '../../calls/panel/format.ts';
import { Form, SaveBar } from '../../ui/form/Form.tsx';
import { TextField } from '../../ui/form/TextField.tsx';
import { Loadable } from '../../ui/Loadable.tsx';
import { More } from '../../ui/More.tsx';
import { PageCard } from '../../ui/PageCard.tsx';
import type { Contacts, Edited } from './model.ts';
import { words } from './words.ts';

const FIELDS = ['name', 'company', 'email'] as const;

const EditForm = ({ list, edited, contact }: { list: Contacts; edited: Edited; contact: Contact }) => (
  <div class="row-more">
    <Form
      form={edited.form}
      onSubmit={() => edited.form.isDirty.value && list.save(edited)}
      layout="inline"
      label={words.editOne(contact.name ?? '')}
    >
      {FIELDS.map(field => (
        <TextField key={field} {...edited.form.at(field)} label={words[field]} isFocused={field === 'name'} />
      ))}
      <SaveBar form={edited.form} close={{ label: words.cancel, act: () => list.edit(null) }} />
    </Form>
  </div>
);

type RowProps = {
  readonly list: Contacts;
  readonly edited: Edited | null;
  readonly contact: Contact;
  readonly country: string;
  readonly mayEdit: boolean;
};

const Row = ({ list, edited, contact, country, mayEdit }: RowProps) => (
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
    {mayEdit && edited?.id !== contact.id && (
      <button
        type="button"
        class="button"
        aria-label={words.editOne(contact.name ?? contact.numbers[0] ?? '')}
        onClick={() => list.edit(contact)}
      >
        {words.edit}
      </button>
    )}
    {edited?.id === contact.id && <EditForm list={list} edited={edited} contact={contact} />}
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
                <Row
                  key={contact.id}
                  list={list}
                  edited={list.edited.value}
                  contact={contact}
                  country={country}
                  mayEdit={mayEdit}
                />
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
