import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { TroubleNote } from '../ui/Trouble.tsx';
import { WrongLine } from '../ui/WrongLine.tsx';
import type { Proof, Try } from './model.ts';
import { words } from './words.ts';

const Code = ({ proof, children }: { proof: Try; children: ComponentChildren }) => {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const wrong = proof.wrongCode.value;
  useLayoutEffect(() => field.current?.focus(), [wrong]);
  return (
    <form
      class="form"
      noValidate
      onSubmit={event => {
        event.preventDefault();
        void proof.confirm(typed);
      }}
    >
      <div class="field">
        <label for="proof-code">{words.code}</label>
        <input
          id="proof-code"
          ref={field}
          inputMode="numeric"
          autocomplete="one-time-code"
          value={typed}
          aria-invalid={wrong !== undefined}
          aria-describedby="proof-help proof-wrong"
          onInput={event => {
            setTyped(event.currentTarget.value);
            proof.corrected();
          }}
        />
        <p class="fine" id="proof-help">
          {words.codeHelp}
        </p>
        <WrongLine id="proof-wrong" text={wrong} />
      </div>
      <div class="acts">
        <button type="submit" class="button main" aria-disabled={proof.busy.value}>
          {proof.busy.value ? words.confirming : words.confirm}
        </button>
        {children}
      </div>
    </form>
  );
};

const Ways = ({ proof }: { proof: Try }) => {
  const ways = proof.ways.value;
  const isMailed = proof.isMailed.value;
  const isBusy = proof.busy.value;
  const [tried, setTried] = useState<'passkey' | 'mail' | null>(null);
  const isMain = (way: 'passkey' | 'mail') => !isMailed && (way === 'passkey' || !ways?.passkey);
  if (!ways) return null;
  return (
    <>
      {ways.passkey && (
        <button
          type="button"
          class={isMain('passkey') ? 'button main' : 'button'}
          aria-disabled={isBusy}
          onClick={() => {
            setTried('passkey');
            void proof.passkey();
          }}
        >
          {isBusy && tried === 'passkey' ? words.passkeyAsking : words.passkey}
        </button>
      )}
      {ways.email !== null && (
        <button
          type="button"
          class={isMain('mail') ? 'button main' : 'button'}
          aria-disabled={isBusy}
          onClick={() => {
            setTried('mail');
            void proof.mail();
          }}
        >
          {isBusy && tried === 'mail' ? words.mailing : isMailed ? words.mailAgain : words.mail}
        </button>
      )}
    </>
  );
};

/** What can be pressed. */
const Acts = ({ proof }: { proof: Try }) => (
  <>
    <Ways proof={proof} />
    <button type="button" class="button" onClick={proof.cancel}>
      {words.cancel}
    </button>
  </>
);

/** Where there is nothing to press yet, or nothing that would help. */
const Standing = ({ proof }: { proof: Try }) => {
  const ways = proof.ways.value;
  if (ways) return !ways.passkey && ways.email === null ? <p>{words.noWay}</p> : null;
  return proof.trouble.value ? null : <p class="fine">{words.looking}</p>;
};

/** Stands before everything else while something waits to know that it is really them. */
export const ProofDialog = ({ proof }: { proof: Proof }) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const asked = proof.current.value;
  const isAsked = asked !== null;
  useLayoutEffect(() => {
    if (isAsked) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isAsked]);
  return (
    <dialog ref={dialog} class="ask" aria-labelledby="proof-title" onClose={() => asked?.cancel()}>
      {asked && (
        <>
          <h2 id="proof-title">{words.title}</h2>
          <p class="fine">{words.intro}</p>
          <p role="status">{asked.note.value}</p>
          <TroubleNote trouble={asked.trouble.value} />
          <Standing proof={asked} />
          {asked.isMailed.value ? (
            <Code proof={asked}>
              <Acts proof={asked} />
            </Code>
          ) : (
            <div class="acts">
              <Acts proof={asked} />
            </div>
          )}
        </>
      )}
    </dialog>
  );
};
