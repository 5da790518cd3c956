/**
 * Whether a form that is marked `data-guarded` has unsaved input. For small forms that keep their values in the DOM;
 * a form with a model asks its model (use-form.ts).
 */
export const hasTyped = (root: ParentNode): boolean =>
  [...root.querySelectorAll<HTMLInputElement>('form[data-guarded] input')].some(input =>
    input.type === 'checkbox' ? input.checked !== input.defaultChecked : input.value !== input.defaultValue,
  );
