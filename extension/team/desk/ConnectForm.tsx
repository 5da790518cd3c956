import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { RequestId } from '../../ui/RequestId.tsx';
import { WrongLine } from '../../ui/WrongLine.tsx';
import { groupCode } from './check.ts';
import { Field } from './Field.tsx';
import type { Connect, SignInMethod } from './model.ts';
import { roleWord, words } from './words.ts';

const SUBMIT: Readonly<Record<SignInMethod, readonly [idle: string, busy: string]>> = {
  code: [words.connect, words.connecting],
  mail: [words.mailSend, words.mailSending],
  mailed: [words.mailedSignIn, words.connecting],
};

/** The fields of the chosen sign-in method. */
const MethodFields = ({ connect, address, typed, setTyped }: MethodFieldsProps) => {
  const method = connect.method.value;
  if (method === 'mail')
    return (
      <Field
        key="email"
        connect={connect}
        name="email"
        label={words.yourEmail}
        help=""
        value={typed}
        onValue={setTyped}
        input={{ type: 'email', autocomplete: 'email' }}
      />
    );
  if (method === 'mailed')
    return (
      <Field
        key="mailed"
        connect={connect}
        name="mailed"
        label={words.mailed}
        help={words.mailedHelp(connect.mailedTo.value)}
        value={typed}
        onValue={setTyped}
        input={{ class: 'code-input', autocomplete: 'one-time-code', inputmode: 'numeric' }}
      />
    );
  const found = connect.found.value;
  return (
    <>
      <Field
        key="code"
        connect={connect}
        name="code"
        label={words.code}
        help={words.codeHelp}
        value={typed}
        onValue={value => {
          setTyped(value);
          void connect.look(address, value);
        }}
        format={groupCode}
        input={{
          class: 'code-input',
          autocomplete: 'one-time-code',
          autocapitalize: 'characters',
          placeholder: 'XXXXX-XXXXX-XXXXX-XXXXX',
        }}
      />
      <p class="lets-in" role="status">
        {found && words.codeFor(found.workspace, roleWord(found.role), found.name, found.email)}
      </p>
    </>
  );
};
type MethodFieldsProps = {
  readonly connect: Connect;
  readonly address: string;
  readonly typed: string;
  readonly setTyped: (typed: string) => void;
};

/** Buttons for the other sign-in methods. */
const Others = ({ connect, address }: { connect: Connect; address: string }) => {
  const method = connect.method.value;
  const isAsking = connect.busy.value === 'passkey';
  const other = (label: string, act: () => void) => (
    <button type="button" class="button" aria-disabled={connect.busy.value !== null} onClick={act}>
      {label}
    </button>
  );
  return (
    <>
      <p class="or">{words.or}</p>
      <div class="acts">
        {other(isAsking ? words.passkeyAsking : words.passkey, () => void connect.passkey(address))}
        {method === 'code'
          ? other(words.mail, () => connect.go('mail'))
          : other(words.useCode, () => connect.go('code'))}
        {method === 'mailed' && other(words.mailAgain, () => connect.go('mail'))}
      </div>
    </>
  );
};

export const ConnectForm = ({ connect }: { connect: Connect }) => {
  const { reach } = connect;
  const form = useRef<HTMLFormElement>(null);
  const address = connect.address.value;
  const [typed, setTyped] = useState<Readonly<Record<SignInMethod, string>>>({
    code: '',
    mail: '',
    mailed: '',
  });
  const wrong = connect.wrong.value;
  const method = connect.method.value;

  useLayoutEffect(() => {
    form.current?.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus();
  }, [wrong]);

  // The address is filled in already, so the next field gets the focus.
  useLayoutEffect(() => {
    form.current?.querySelector<HTMLInputElement>('#code, #email, #mailed')?.focus();
  }, [method]);

  const submit = (event: Event) => {
    event.preventDefault();
    const acts = { code: connect.connect, mail: connect.mail, mailed: connect.mailed };
    void acts[method](address, typed[method]);
  };
  const [idle, busy] = SUBMIT[method];

  return (
    <form class="form" ref={form} onSubmit={submit} noValidate>
      <Field
        connect={connect}
        name="address"
        label={words.address}
        help={reach.fixed ? words.addressFixed : words.addressHere}
        value={address}
        onValue={typed => (connect.address.value = typed)}
        input={{ type: 'url', autocomplete: 'url', readOnly: reach.fixed }}
      />
      <MethodFields
        connect={connect}
        address={address}
        typed={typed[method]}
        setTyped={text => setTyped({ ...typed, [method]: text })}
      />
      <WrongLine id="form-wrong" text={wrong.whole} />
      {wrong.requestId && <RequestId id={wrong.requestId} />}
      <div class="acts">
        <button type="submit" class="button main" aria-disabled={connect.busy.value !== null}>
          {connect.busy.value === method ? busy : idle}
        </button>
      </div>
      <Others connect={connect} address={address} />
    </form>
  );
};
