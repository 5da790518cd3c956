/** What a form holds now, and whether it still does later: what is typed while it is being saved is not saved. */
export const snapshotOf = (
  form: HTMLFormElement,
): { readonly data: FormData; readonly isUnchanged: () => boolean } => {
  const data = new FormData(form);
  const before = JSON.stringify([...data]);
  return { data, isUnchanged: () => JSON.stringify([...new FormData(form)]) === before };
};
