export const words = {
  navigation: 'Settings',
  skip: 'Skip to content',
  unsaved: 'You have changes that are not saved.',
  leave: 'Leave without saving',
  stay: 'Stay here',
  nothing: 'There is no page at this address, or your role cannot see it.',
  groups: {
    start: 'Start',
    workspace: 'Workspace',
    settings: 'Workspace Settings',
    watch: 'Monitoring',
    you: 'You',
  },
} as const;
