import { CAPABILITIES, type Capability, Grant, MATRIX } from '../../../shared/capabilities.ts';
import { ALL_ROLES, type Role } from '../../../shared/endpoint.ts';
import type { Router } from '../../desk/router.ts';
import { useForm } from '../../desk/use-form.ts';
import { roleWord } from '../../team/desk/words.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Loadable } from '../../ui/Loadable.tsx';
import { TableWrap } from '../../ui/TableWrap.tsx';
import type { RolesModel } from './roles-model.ts';
import { words } from './roles-words.ts';
import { words as common } from './words.ts';

const Cell = ({ model, role, what }: { model: RolesModel; role: Role; what: Capability }) => {
  const row: Readonly<Record<Role, string>> = MATRIX[what];
  const cell = row[role];
  const grant = Grant.safeParse(`${role}.${what}`);
  if (cell === 'depends' && grant.success)
    return (
      <input
        type="checkbox"
        aria-label={words.grant(roleWord(role), words.whats[what])}
        checked={model.grants.value.includes(grant.data)}
        onChange={event => model.set(grant.data, event.currentTarget.checked)}
      />
    );
  return cell === 'yes' ? (
    <>
      <Icon name="check" small />
      <span class="unseen">{words.yes}</span>
    </>
  ) : (
    <span class="fine" aria-hidden="true">
      –
    </span>
  );
};

const Table = ({ model }: { model: RolesModel }) => (
  <TableWrap label={words.table}>
    <table class="roles">
      <thead>
        <tr>
          <th scope="col">{words.what}</th>
          {ALL_ROLES.map(role => (
            <th scope="col" key={role}>
              {roleWord(role)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {CAPABILITIES.map(what => (
          <tr key={what}>
            <th scope="row">{words.whats[what]}</th>
            {ALL_ROLES.map(role => (
              <td key={role}>
                <Cell model={model} role={role} what={what} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </TableWrap>
);

/** Who may do what (F056, F057): the table itself, with the cells a workspace decides. */
export const RolesPage = ({ model, router }: { model: RolesModel; router: Router }) => {
  const form = useForm(model, router);
  const isDirty = model.isDirty.value;
  const busy = model.busy.value;
  const submit = (event: Event) => {
    event.preventDefault();
    if (isDirty) void model.save();
  };
  return (
    <section class="card wide" aria-labelledby="roles-title">
      <div>
        <h1 id="roles-title">{words.title}</h1>
        <p class="fine">{words.intro}</p>
      </div>
      <Loadable
        value={model.isRead.value}
        trouble={model.trouble.value}
        loading={common.loading}
        onAgain={model.load}
      >
        {() => (
          <form ref={form} onSubmit={submit} noValidate>
            <Table model={model} />
            <div class="acts save">
              <button type="submit" class="button main" aria-disabled={busy || !isDirty}>
                {busy ? common.saving : common.save}
              </button>
              {isDirty && !busy && (
                <button type="button" class="button" onClick={model.undo}>
                  {common.undo}
                </button>
              )}
              <p role="status">{model.note.value}</p>
            </div>
          </form>
        )}
      </Loadable>
    </section>
  );
};
