/**
 * Whether somebody has typed into a form that is marked `data-guarded` and has not saved it. For small forms that keep
 * what is typed where it is typed; a form with a model asks its model (use-form.ts).
 */
export const hasTyped = (root: ParentNode): boolean =>
  [...root.querySelectorAll<HTMLInputElement>('form[data-guarded] input')].some(input =>
    input.type === 'checkbox' ? input.checked !== input.defaultChecked : input.value !== input.defaultValue,
  );
