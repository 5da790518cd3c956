export const words = {
  navigation: 'Settings',
  skip: 'Skip to the page',
  unsaved: 'You have changes that are not saved.',
  leave: 'Leave without saving',
  stay: 'Stay here',
  nothing: 'There is no page under this address, or your role does not see it.',
  groups: {
    start: 'Start',
    workspace: 'Workspace',
    settings: 'Workspace Settings',
    watch: 'Watch',
    you: 'You',
  },
} as const;
