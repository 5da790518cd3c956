import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Router } from './router.ts';

export type FormModel = {
  readonly isDirty: { readonly value: boolean };
  readonly wrong: { readonly value: unknown };
  readonly load: () => Promise<void>;
  readonly undo: () => void;
};

const countOf = (wrong: unknown): number =>
  typeof wrong === 'object' && wrong !== null
    ? Object.values(wrong).filter(Boolean).length
    : Number(Boolean(wrong));

/**
 * A form of the desk: it is read when it is shown, asks before it is left with changes, and focuses its first wrong
 * field. It is read and left before anything is painted: a later effect would undo what was typed first into the next
 * form.
 */
export const useForm = (model: FormModel, router: Router): RefObject<HTMLFormElement | null> => {
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    void model.load();
    const unguard = router.guard(() => model.isDirty.value);
    return () => {
      unguard();
      model.undo();
    };
  }, [model, router]);
  const wrong = model.wrong.value;
  const faults = useRef(0);
  // A normal effect, so that it runs last: fields that subscribe to their own errors are marked in a later render.
  useEffect(() => {
    const before = faults.current;
    faults.current = countOf(wrong);
    // The focus does not jump to the next wrong field while somebody is still correcting one.
    if (faults.current >= before) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [wrong]);
  return form;
};
