export const words = {
  navigation: 'Pages',
  menu: 'All pages',
  skip: 'Skip to content',
  unsaved: 'You have changes that are not saved.',
  leave: 'Leave without saving',
  stay: 'Stay here',
  nothing: 'There is no page at this address, or your role cannot see it.',
  loading: 'Loading',
  notLoaded: 'This page could not be loaded.',
  /** In the order in which they are shown. */
  groups: {
    today: 'Today',
    people: 'People',
    calls: 'Calls',
    outreach: 'Outreach',
    numbers: 'Numbers',
    rules: 'Rules',
    settings: 'Settings',
    you: 'You',
  },
} as const;
