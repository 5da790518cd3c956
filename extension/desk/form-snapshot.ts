/** The values of a form, and a later check whether they are unchanged: input typed during a save is not saved. */
export const snapshotOf = (
  form: HTMLFormElement,
): { readonly data: FormData; readonly isUnchanged: () => boolean } => {
  const data = new FormData(form);
  const before = JSON.stringify([...data]);
  return { data, isUnchanged: () => JSON.stringify([...new FormData(form)]) === before };
};
