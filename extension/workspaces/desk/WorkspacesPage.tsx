import { useEffect } from 'preact/hooks';
import type { Invited, WorkspaceSummary } from '../../../shared/team/contract.ts';
import { roleWord } from '../../team/desk/words.ts';
import { CountryField } from '../../ui/form/CountryField.tsx';
import { Form } from '../../ui/form/Form.tsx';
import { TextField } from '../../ui/form/TextField.tsx';
import { repDates } from '../../ui/format/dates.ts';
import { byId } from '../../ui/list/list-model.ts';
import { RowList, Rows } from '../../ui/list/Rows.tsx';
import { PageCard } from '../../ui/PageCard.tsx';
import { Part } from '../../ui/Part.tsx';
import { TroubleNote } from '../../ui/Trouble.tsx';
import type { Workspaces } from './model.ts';
import { words } from './words.ts';

const Row = ({ list, workspace }: { list: Workspaces; workspace: WorkspaceSummary }) => (
  <>
    <div>
      <p class="row-name">
        <bdi>{workspace.name}</bdi>
        {workspace.isThis && ` (${words.here})`}
      </p>
      <p class="fine">
        <bdi>{workspace.organization}</bdi> · {roleWord(workspace.role)}
      </p>
    </div>
    {!workspace.isThis && (
      <button
        type="button"
        class="button"
        aria-label={words.switchOne(workspace.name)}
        aria-disabled={list.busy.value}
        onClick={() => void list.switchTo(workspace)}
      >
        {words.switchTo}
      </button>
    )}
  </>
);

const InvitedRow = ({ list, to }: { list: Workspaces; to: Invited }) => (
  <>
    <div>
      <p class="row-name">
        <bdi>{to.name}</bdi>
      </p>
      <p class="fine">
        {to.until === null
          ? words.joinedAs(to.organization, roleWord(to.role))
          : words.invitedAs(to.organization, roleWord(to.role), repDates().day(to.until))}
      </p>
    </div>
    <div class="acts">
      <button
        type="button"
        class="button main"
        aria-label={words.acceptOne(to.name)}
        aria-disabled={list.busy.value}
        onClick={() => void list.accept(to)}
      >
        {words.accept}
      </button>
      <button
        type="button"
        class="button"
        aria-label={words.declineOne(to.name)}
        aria-disabled={list.busy.value}
        onClick={() => void list.decline(to)}
      >
        {words.decline}
      </button>
    </div>
  </>
);

/** Invitations to accept or decline. */
const Invitations = ({ list }: { list: Workspaces }) =>
  list.invitations.value.length === 0 ? null : (
    <Part id="invited-title" title={words.invitations}>
      <Rows items={list.invitations.value} idOf={byId}>
        {to => <InvitedRow list={list} to={to} />}
      </Rows>
    </Part>
  );

const CreateForm = ({ list: { newOne, create } }: { list: Workspaces }) => (
  <section aria-labelledby="new-workspace">
    <h2 id="new-workspace">{words.newOne}</h2>
    <Form form={newOne} onSubmit={create} layout="inline" labelledBy="new-workspace">
      <TextField {...newOne.at('name')} label={words.name} />
      <CountryField {...newOne.at('country')} label={words.country} />
      <button type="submit" class="button" aria-disabled={newOne.isSending.value}>
        {words.create}
      </button>
    </Form>
    <TroubleNote trouble={newOne.trouble.value} />
  </section>
);

/** For everybody: the workspaces they belong to. Owners can create more. */
export const WorkspacesPage = ({ list, mayCreate }: { list: Workspaces; mayCreate: boolean }) => {
  useEffect(() => void list.list.load(), [list]);
  return (
    <PageCard id="workspaces-title" title={words.title} intro={words.intro}>
      {list.isBound.value && <p>{words.bound}</p>}
      <TroubleNote trouble={list.trouble.value} />
      <Invitations list={list} />
      <Part id="yours" title={words.yours}>
        <RowList list={list.list} loading={words.loading} empty={null}>
          {workspace => <Row list={list} workspace={workspace} />}
        </RowList>
      </Part>
      {mayCreate && list.list.items.value && <CreateForm list={list} />}
    </PageCard>
  );
};
