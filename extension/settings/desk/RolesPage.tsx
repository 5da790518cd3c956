import { CAPABILITIES, type Capability, Grant, MATRIX } from '../../../shared/capabilities.ts';
import { ALL_ROLES, type Role } from '../../../shared/endpoint.ts';
import { roleWord } from '../../team/desk/words.ts';
import { SavedForm } from '../../ui/form/SavedForm.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { ScrollBox } from '../../ui/ScrollBox.tsx';
import styles from './roles.module.css';
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
  <ScrollBox label={words.table}>
    <table class={styles.roles}>
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
  </ScrollBox>
);

/** Who may do what (F056, F057): the table itself, with the cells a workspace decides. */
export const RolesPage = ({ model }: { model: RolesModel }) => (
  <SavedForm model={model} title={words.title} intro={words.intro} words={common} isWide>
    {() => <Table model={model} />}
  </SavedForm>
);
