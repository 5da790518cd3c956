import { useState } from 'preact/hooks';
import { Form } from '../../ui/form/Form.tsx';
import { TextField } from '../../ui/form/TextField.tsx';
import { WrongLine } from '../../ui/form/WrongLine.tsx';
import { RequestId } from '../../ui/RequestId.tsx';
import { groupCode } from './check.ts';
import type { Connect, Field as FieldName, SignInMethod } from './model.ts';
import { roleWord, words } from './words.ts';

const SUBMIT: Readonly<Record<SignInMethod, readonly [idle: string, busy: string]>> = {
  code: [words.connect, words.connecting],
  mail: [words.mailSend, words.mailSending],
  mailed: [words.mailedSignIn, words.connecting],
};

type Typed = Readonly<Record<SignInMethod, string>>;
type MethodFieldsProps = {
  readonly connect: Connect;
  readonly address: string;
  readonly typed: Typed;
  readonly setTyped: (typed: Typed) => void;
};

/** The fields of the chosen sign-in method. The address is filled in already, so the focus starts here. */
const MethodFields = ({ connect, address, typed, setTyped }: MethodFieldsProps) => {
  const method = connect.method.value;
  const found = connect.found.value;
  const bind = (name: FieldName) => ({
    name,
    value: typed[method],
    wrong: connect.wrong.value[name],
    onValue: (text: string) => {
      setTyped({ ...typed, [method]: text });
      connect.corrected(name);
      if (method === 'code') void connect.look(address, text);
    },
  });
  if (method === 'mail')
    return (
      <TextField
        key="email"
        {...bind('email')}
        label={words.yourEmail}
        isFocused
        type="email"
        autocomplete="email"
      />
    );
  if (method === 'mailed')
    return (
      <TextField
        key="mailed"
        {...bind('mailed')}
        label={words.mailed}
        help={words.mailedHelp(connect.mailedTo.value)}
        isFocused
        look="code"
        autocomplete="one-time-code"
        inputMode="numeric"
      />
    );
  return (
    <>
      <TextField
        key="code"
        {...bind('code')}
        label={words.code}
        help={words.codeHelp}
        isFocused
        format={groupCode}
        look="code"
        autocomplete="one-time-code"
        autocapitalize="characters"
        placeholder="XXXXX-XXXXX-XXXXX-XXXXX"
      />
      <p class="lets-in" role="status">
        {found && words.codeFor(found.workspace, roleWord(found.role), found.name, found.email)}
      </p>
    </>
  );
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
  const address = connect.address.value;
  const [typed, setTyped] = useState<Typed>({ code: '', mail: '', mailed: '' });
  const wrong = connect.wrong.value;
  const method = connect.method.value;
  const submit = () => {
    const acts = { code: connect.connect, mail: connect.mail, mailed: connect.mailed };
    return acts[method](address, typed[method]);
  };
  const [idle, busy] = SUBMIT[method];
  return (
    <Form form={connect} onSubmit={submit} isPassing>
      <TextField
        name="address"
        label={words.address}
        help={reach.fixed ? words.addressFixed : words.addressHere}
        type="url"
        autocomplete="url"
        readOnly={reach.fixed}
        value={address}
        wrong={wrong.address}
        onValue={text => {
          connect.address.value = text;
          connect.corrected('address');
        }}
      />
      <MethodFields connect={connect} address={address} typed={typed} setTyped={setTyped} />
      <WrongLine text={wrong.whole} />
      {wrong.requestId && <RequestId id={wrong.requestId} />}
      <div class="acts">
        <button type="submit" class="button main" aria-disabled={connect.busy.value !== null}>
          {connect.busy.value === method ? busy : idle}
        </button>
      </div>
      <Others connect={connect} address={address} />
    </Form>
  );
};
