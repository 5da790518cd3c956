/** What a form has in it now, and whether that is still so later: what is typed while it is saved was not saved. */
export const typedIn = (
  form: HTMLFormElement,
): { readonly data: FormData; readonly isUnchanged: () => boolean } => {
  const data = new FormData(form);
  const before = JSON.stringify([...data]);
  return { data, isUnchanged: () => JSON.stringify([...new FormData(form)]) === before };
};
