export const words = {
  save: 'Save',
  saving: 'Saving…',
  undo: 'Undo',
  unsaved: 'Unsaved changes',
  loading: 'Loading the settings',
  choose: 'Choose…',
  remove: 'Remove',
  removeOne: (name: string) => `Remove ${name}`,
} as const;

/** Shown after saving: everything was saved, or everything except what was changed meanwhile. */
export const SAVED_WORDS = {
  all: 'Saved.',
  part: 'Saved, without what you changed meanwhile. Save again to include it.',
} as const;
