import { useRef, useState } from 'preact/hooks';
import { Role } from '../../../shared/endpoint.ts';
import { snapshotOf } from '../../desk/form-snapshot.ts';
import { Icon } from '../../ui/Icon.tsx';
import { RowField } from '../../ui/RowField.tsx';
import type { Members, ShownCode } from './model.ts';
import { roleWord, words } from './words.ts';

const day = (at: number): string => new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(at);

/** A setup code that was just created: shown once. */
export const CodeBox = ({ list, shown }: { list: Members; shown: ShownCode }) => {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await list.copy();
    setCopied(true);
  };
  return (
    <div class="nothing" role="status">
      <Icon name="check" />
      <div>
        <p class="row-name">{words.codeFor(shown.person.name)}</p>
        <p>
          <code class="code">{shown.code}</code>
        </p>
        <p class="fine">
          {shown.isMailed
            ? words.codeMailed(shown.person.email, day(shown.expiresAt))
            : words.codeHelp(day(shown.expiresAt))}
        </p>
        <div class="acts">
          <button type="button" class="button" onClick={() => void copy()}>
            {copied ? words.copied : words.copy}
          </button>
          <button type="button" class="button" onClick={() => (list.shown.value = null)}>
            {words.done}
          </button>
        </div>
      </div>
    </div>
  );
};

const USUAL: Role = 'agent';

/** Invites somebody by name, e-mail address and role. */
export const InviteForm = ({ list }: { list: Members }) => {
  const form = useRef<HTMLFormElement>(null);
  const wrong = list.wrong.value;
  const roles = list.mayGive();
  const send = async (event: Event) => {
    event.preventDefault();
    if (!form.current) return;
    const { data, isUnchanged } = snapshotOf(form.current);
    const done = await list.invite({
      name: String(data.get('name')),
      email: String(data.get('email')),
      role: Role.parse(data.get('role')),
    });
    if (!done || !isUnchanged()) return;
    form.current.reset();
    // reset() selects the first role, not the usual one, so it is set here.
    const role = form.current.elements.namedItem('role');
    if (role instanceof HTMLSelectElement) role.value = USUAL;
  };
  const busy = list.busy.value === 'invite';
  return (
    <form
      ref={form}
      class="fields"
      data-guarded
      onSubmit={event => void send(event)}
      aria-labelledby="invite"
    >
      <RowField name="name" label={words.name} wrong={wrong.name} />
      <RowField name="email" label={words.email} wrong={wrong.email} inputMode="email" />
      <label>
        {words.role}
        <select name="role">
          {[...roles].reverse().map(role => (
            <option key={role} value={role} selected={role === USUAL}>
              {roleWord(role)}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="button" aria-disabled={busy}>
        {busy ? words.inviting : words.invite}
      </button>
    </form>
  );
};
