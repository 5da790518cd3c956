import type { ComponentChildren } from 'preact';
import { type Trouble, TroubleNote } from '../Trouble.tsx';
import { Dialog } from './Dialog.tsx';

type Props = {
  /** The question, as the dialog's title. Null while nothing is asked. */
  readonly asks: string | null;
  /** What happens then. */
  readonly children: ComponentChildren;
  /** The verb on the button, and while it is being done. */
  readonly act: string;
  readonly acting?: string;
  readonly cancel: string;
  /** For acts that add something, rather than remove or end it. */
  readonly isHarmless?: boolean;
  readonly isBusy: boolean;
  /** What went wrong: the same button tries again. */
  readonly trouble: Trouble | null;
  readonly onAct: () => unknown;
  readonly onCancel: () => void;
};

/** Asks before an act that cannot be taken back. What cancels comes first, so that Enter alone changes nothing. */
export const Confirm = (props: Props) => {
  const { asks, children, act, acting = act, cancel, isHarmless, isBusy, trouble, onAct, onCancel } = props;
  return (
    <Dialog title={asks ?? ''} isOpen={asks !== null} onClose={onCancel} role="alertdialog">
      <p>{children}</p>
      <TroubleNote trouble={trouble} />
      <div class="acts">
        <button type="button" class="button" onClick={onCancel}>
          {cancel}
        </button>
        <button
          type="button"
          class={isHarmless ? 'button main' : 'button end'}
          aria-disabled={isBusy}
          onClick={() => !isBusy && void onAct()}
        >
          {isBusy ? acting : act}
        </button>
      </div>
    </Dialog>
  );
};
