import { Dialog } from '../ui/confirm/Dialog.tsx';
import type { Router } from './router.ts';
import { words } from './words.ts';

/** Asks before unsaved changes are lost. */
export const Unsaved = ({ router }: { router: Router }) => (
  <Dialog title={words.unsaved} isOpen={router.asked.value !== null} onClose={router.stay}>
    <div class="acts">
      <button type="button" class="button main" onClick={router.stay}>
        {words.stay}
      </button>
      <button type="button" class="button" onClick={router.leave}>
        {words.leave}
      </button>
    </div>
  </Dialog>
);
