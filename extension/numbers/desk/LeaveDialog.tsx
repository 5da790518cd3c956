import { useRef } from 'preact/hooks';
import type { ManagedNumber } from '../../../shared/numbers/contract.ts';
import { Dialog } from '../../ui/confirm/Dialog.tsx';
import { TroubleNote } from '../../ui/Trouble.tsx';
import type { Numbers } from './model.ts';
import styles from './numbers.module.css';
import { words } from './words.ts';

const Choices = ({ list, number }: { list: Numbers; number: ManagedNumber }) => {
  const confirm = useRef<HTMLInputElement>(null);
  const isBusy = list.busy.value !== null;
  const shown = list.spell(number.e164);
  return (
    <>
      <TroubleNote trouble={list.troubleAt(number.id)} />
      <div class={styles.choice}>
        <p class="fine">{words.removeHelp}</p>
        <button type="button" class="button" aria-disabled={isBusy} onClick={() => void list.remove(number)}>
          {words.remove}
        </button>
      </div>
      <form
        class={styles.choice}
        onSubmit={event => {
          event.preventDefault();
          void list.release(number, confirm.current?.value ?? '');
        }}
      >
        <p class="fine">{words.releaseHelp(shown)}</p>
        <input
          ref={confirm}
          class="find"
          type="text"
          autocomplete="off"
          aria-label={words.confirm}
          placeholder={shown}
        />
        <div class="acts">
          <button type="submit" class="button end" aria-disabled={isBusy}>
            {words.release}
          </button>
          <button type="button" class="button" onClick={() => list.leave(null)}>
            {words.cancel}
          </button>
        </div>
      </form>
    </>
  );
};

/** The two ways to give up a number: in this workspace only, or for good. */
export const LeaveDialog = ({ list }: { list: Numbers }) => {
  const number = list.leaving.value;
  return (
    <Dialog title={words.letGo} isOpen={number !== null} onClose={() => list.leave(null)}>
      {number && <Choices list={list} number={number} />}
    </Dialog>
  );
};
