import { useEffect } from 'preact/hooks';
import type { Contact } from '../../../shared/contacts/contract.ts';
import { Form, SaveBar } from '../../ui/form/Form.tsx';
import { TextField } from '../../ui/form/TextField.tsx';
import { shownNumber } from '../../ui/format/phone-numbers.ts';
import { Empty } from '../../ui/list/Empty.tsx';
import { RowDetails, RowList } from '../../ui/list/Rows.tsx';
import { PageCard } from '../../ui/PageCard.tsx';
import { TroubleNote } from '../../ui/Trouble.tsx';
import type { Contacts, Edited } from './model.ts';
import { words } from './words.ts';

const FIELDS = ['name', 'company', 'email'] as const;

const EditForm = ({ list, edited, contact }: { list: Contacts; edited: Edited; contact: Contact }) => (
  <RowDetails>
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
  </RowDetails>
);

type RowProps = {
  readonly list: Contacts;
  readonly edited: Edited | null;
  readonly contact: Contact;
  readonly country: string;
  readonly mayEdit: boolean;
};

const Row = ({ list, edited, contact, country, mayEdit }: RowProps) => (
  <>
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
  </>
);

type Props = { readonly list: Contacts; readonly country: string; readonly mayEdit: boolean };

/** The workspace's contacts, for members who may see them; editable for members who may change them (F057). */
export const ContactsPage = ({ list, country, mayEdit }: Props) => {
  useEffect(() => {
    void list.list.load();
    return () => list.edit(null);
  }, [list]);
  const edited = list.edited.value;
  return (
    <PageCard id="contacts-title" title={words.title} intro={words.intro} isRoomy>
      <input
        type="search"
        class="find"
        aria-label={words.find}
        placeholder={words.find}
        value={list.find.value}
        onInput={event => void list.search(event.currentTarget.value)}
      />
      {edited === null && <TroubleNote trouble={list.trouble.value} />}
      <RowList
        list={list.list}
        open={edited?.id}
        loading={words.loading}
        empty={
          list.find.value === '' ? (
            <Empty title={words.none}>
              <p class="fine">{words.noneNext}</p>
            </Empty>
          ) : (
            <Empty title={words.noMatch}>
              <p class="fine">{words.noMatchNext}</p>
            </Empty>
          )
        }
      >
        {contact => <Row list={list} edited={edited} contact={contact} country={country} mayEdit={mayEdit} />}
      </RowList>
    </PageCard>
  );
};
