import { useState } from 'preact/hooks';
import { Form } from '../../ui/form/Form.tsx';
import { SelectField } from '../../ui/form/SelectField.tsx';
import { TextField } from '../../ui/form/TextField.tsx';
import { repDates } from '../../ui/format/dates.ts';
import { Empty } from '../../ui/list/Empty.tsx';
import { TroubleNote } from '../../ui/Trouble.tsx';
import type { Members, ShownCode } from './model.ts';
import { roleWord, words } from './words.ts';

/** A setup code that was just created: shown once. */
export const CodeBox = ({ list, shown }: { list: Members; shown: ShownCode }) => {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await list.copy();
    setCopied(true);
  };
  return (
    <div role="status">
      <Empty icon="check" title={words.codeFor(shown.person.name)}>
        <p>
          <code class="code">{shown.code}</code>
        </p>
        <p class="fine">
          {shown.isMailed
            ? words.codeMailed(shown.person.email, repDates().day(shown.expiresAt))
            : words.codeHelp(repDates().day(shown.expiresAt))}
        </p>
        <div class="acts">
          <button type="button" class="button" onClick={() => void copy()}>
            {copied ? words.copied : words.copy}
          </button>
          <button type="button" class="button" onClick={() => (list.shown.value = null)}>
            {words.done}
          </button>
        </div>
      </Empty>
    </div>
  );
};

/** Invites somebody by name, email address and role. */
export const InviteForm = ({ list: { inviting, invite, mayGive } }: { list: Members }) => (
  <>
    <Form form={inviting} onSubmit={invite} layout="inline" labelledBy="invite">
      <TextField {...inviting.at('name')} label={words.name} />
      <TextField {...inviting.at('email')} label={words.email} inputMode="email" />
      <SelectField
        {...inviting.at('role')}
        label={words.role}
        options={mayGive()
          .toReversed()
          .map(role => [role, roleWord(role)] as const)}
      />
      <button type="submit" class="button" aria-disabled={inviting.isSending.value}>
        {inviting.isSending.value ? words.inviting : words.invite}
      </button>
    </Form>
    <TroubleNote trouble={inviting.trouble.value} />
  </>
);
