import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Dialog } from '../ui/confirm/Dialog.tsx';
import { Form } from '../ui/form/Form.tsx';
import { TextField } from '../ui/form/TextField.tsx';
import { TroubleNote } from '../ui/Trouble.tsx';
import type { StepUp, Try } from './model.ts';
import { words } from './words.ts';

const Code = ({ stepUp, children }: { stepUp: Try; children: ComponentChildren }) => {
  const { code, confirm } = stepUp;
  const isSending = code.isSending.value;
  return (
    <Form form={code} onSubmit={confirm} isPassing>
      <TextField
        {...code.at('code')}
        label={words.code}
        help={words.codeHelp}
        isFocused
        inputMode="numeric"
        autocomplete="one-time-code"
      />
      <TroubleNote trouble={code.trouble.value} />
      <div class="acts">
        <button type="submit" class="button main" aria-disabled={isSending}>
          {isSending ? words.confirming : words.confirm}
        </button>
        {children}
      </div>
    </Form>
  );
};

const Ways = ({ stepUp }: { stepUp: Try }) => {
  const ways = stepUp.ways.value;
  const isMailed = stepUp.isMailed.value;
  const isBusy = stepUp.busy.value || stepUp.code.isSending.value;
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
            void stepUp.passkey();
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
            void stepUp.mail();
          }}
        >
          {isBusy && tried === 'mail' ? words.mailing : isMailed ? words.mailAgain : words.mail}
        </button>
      )}
    </>
  );
};

/** The buttons. */
const Acts = ({ stepUp }: { stepUp: Try }) => (
  <>
    <Ways stepUp={stepUp} />
    <button type="button" class="button" onClick={stepUp.cancel}>
      {words.cancel}
    </button>
  </>
);

/** Shown while the ways to step up are loading, or when there is none. */
const Standing = ({ stepUp }: { stepUp: Try }) => {
  const ways = stepUp.ways.value;
  if (ways) return !ways.passkey && ways.email === null ? <p>{words.noWay}</p> : null;
  return stepUp.trouble.value ? null : <p class="fine">{words.looking}</p>;
};

/** A modal dialog, open while an act waits for a step-up. */
export const StepUpDialog = ({ stepUp }: { stepUp: StepUp }) => {
  const asked = stepUp.current.value;
  return (
    <Dialog title={words.title} isOpen={asked !== null} onClose={() => asked?.cancel()}>
      {asked && (
        <>
          <p class="fine">{words.intro}</p>
          <p role="status">{asked.note.value}</p>
          <TroubleNote trouble={asked.trouble.value} />
          <Standing stepUp={asked} />
          {asked.isMailed.value ? (
            <Code stepUp={asked}>
              <Acts stepUp={asked} />
            </Code>
          ) : (
            <div class="acts">
              <Acts stepUp={asked} />
            </div>
          )}
        </>
      )}
    </Dialog>
  );
};
