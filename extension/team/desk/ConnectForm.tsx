import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../../ui/Icon.tsx';
import { RequestId } from '../../ui/RequestId.tsx';
import { groupCode } from './check.ts';
import type { Connect } from './model.ts';
import { words } from './words.ts';

export const WrongLine = ({ id, text }: { id: string; text: string | undefined }) => (
  <div id={id} aria-live="polite">
    {text && (
      <p class="wrong">
        <Icon name="stop" small />
        <span>{text}</span>
      </p>
    )}
  </div>
);

export const ConnectForm = ({ connect }: { connect: Connect }) => {
  const { reach } = connect;
  const form = useRef<HTMLFormElement>(null);
  const [address, setAddress] = useState(reach.address);
  const [code, setCode] = useState('');
  const wrong = connect.wrong.value;
  const busy = connect.busy.value;

  useLayoutEffect(() => {
    form.current?.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus();
  }, [wrong.address, wrong.code]);

  // The address is there already; the code is what somebody comes with.
  useLayoutEffect(() => form.current?.querySelector<HTMLInputElement>('#code')?.focus(), []);

  const submit = (event: Event) => {
    event.preventDefault();
    void connect.connect(address, code);
  };

  return (
    <form class="form" ref={form} onSubmit={submit} noValidate>
      <div class="field">
        <label for="address">{words.address}</label>
        <input
          id="address"
          type="url"
          autocomplete="url"
          spellcheck={false}
          readOnly={reach.fixed}
          value={address}
          aria-invalid={wrong.address !== undefined}
          aria-describedby="address-help address-wrong"
          onInput={event => {
            setAddress(event.currentTarget.value);
            connect.corrected('address');
          }}
        />
        <p class="fine" id="address-help">
          {reach.fixed ? words.addressFixed : words.addressHere}
        </p>
        <WrongLine id="address-wrong" text={wrong.address} />
      </div>
      <div class="field">
        <label for="code">{words.code}</label>
        <input
          id="code"
          class="code-input"
          autocomplete="one-time-code"
          autocapitalize="characters"
          spellcheck={false}
          placeholder="XXXXX-XXXXX-XXXXX-XXXXX"
          value={code}
          aria-invalid={wrong.code !== undefined}
          aria-describedby="code-help code-wrong"
          onInput={event => {
            const element = event.currentTarget;
            const atEnd = element.selectionStart === element.value.length;
            // Grouping while somebody edits the middle would move their caret.
            if (atEnd) element.value = groupCode(element.value);
            setCode(element.value);
            connect.corrected('code');
          }}
        />
        <p class="fine" id="code-help">
          {words.codeHelp}
        </p>
        <WrongLine id="code-wrong" text={wrong.code} />
      </div>
      <WrongLine id="form-wrong" text={wrong.whole} />
      {wrong.requestId && <RequestId id={wrong.requestId} />}
      <div class="acts">
        <button type="submit" class="button main" aria-disabled={busy}>
          {busy ? words.connecting : words.connect}
        </button>
      </div>
    </form>
  );
};
