import { useLayoutEffect, useRef } from 'preact/hooks';
import type { PhoneCall } from '../../messages.ts';
import type { Panel } from './model.ts';
import { words } from './words.ts';

/** Replaces the in-call buttons with the button to rejoin. */
export const Interrupted = ({ panel, call }: { panel: Panel; call: PhoneCall }) => {
  const rejoin = useRef<HTMLButtonElement>(null);
  // Reps who work by keyboard get the focus on this button; nobody else is interrupted.
  useLayoutEffect(() => {
    if (document.hasFocus()) rejoin.current?.focus();
  }, []);
  if (call.away === 'elsewhere') return null;
  const busy = call.away === 'rejoining' || call.waitsFor !== null;
  return (
    <button
      type="button"
      class="button main rejoin"
      ref={rejoin}
      aria-disabled={busy}
      onClick={() => !busy && void panel.rejoin()}
    >
      {call.away === 'rejoining' ? words.rejoining : words.rejoin}
    </button>
  );
};
