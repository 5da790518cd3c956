export const words = {
  title: 'Workspaces',
  intro:
    'Each workspace has its own people, numbers, settings and account with the carrier; none sees anything of another. You are in one at a time.',
  loading: 'Reading your workspaces',
  bound:
    'You came in with a code from an admin of this workspace, which is good for this one alone. To be in others too, sign out and come back with a code by mail, or with a passkey you add after that.',
  here: 'you are here',
  switchTo: 'Switch',
  switchOne: (name: string) => `Switch to ${name}`,
  newOne: 'New workspace',
  name: 'Name',
  country: 'Country, two letters',
  create: 'Create workspace',
  created: (name: string) => `${name} is there. Switch to it to set it up.`,
} as const;
