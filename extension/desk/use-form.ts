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
 * A form of the desk: read when it comes up, asked about before it is left with changes, and with the first field
 * that is wrong in focus. It is read and left before anything is painted: an effect that comes later would undo what
 * was typed first into the next form.
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
  // Later than the rest: a field that reads for itself whether it is wrong is marked in a render of its own.
  useEffect(() => {
    const before = faults.current;
    faults.current = countOf(wrong);
    // Somebody who corrects one field is not taken to the next while they type.
    if (faults.current >= before) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [wrong]);
  return form;
};
