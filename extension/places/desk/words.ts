export const words = {
  title: 'Workspaces',
  intro:
    'Each workspace has its own people, numbers, settings and account with the carrier; none sees anything of another. You are in one at a time.',
  loading: 'Reading your workspaces',
  bound:
    'You are signed in to this workspace alone: with a code that an admin has seen, or by mail as somebody who owns another workspace. To switch to others and to see invitations, sign out and come back with a code by mail, or with a passkey of your own.',
  here: 'you are here',
  switchTo: 'Switch',
  switchOne: (name: string) => `Switch to ${name}`,
  invitations: 'Invitations',
  yours: 'Your workspaces',
  invitedAs: (organization: string, role: string, until: string) =>
    `${organization} · as ${role} · until ${until}`,
  joinedAs: (organization: string, role: string) =>
    `${organization} · as ${role}. Somebody has already joined as you, with a code from its admins. If that was you, accept; otherwise decline, and they are out.`,
  accept: 'Accept',
  acceptOne: (name: string) => `Accept the invitation to ${name}`,
  decline: 'Decline',
  declineOne: (name: string) => `Decline the invitation to ${name}`,
  accepted: (name: string) => `You belong to ${name}. Switch to it whenever you like.`,
  declined: (name: string) => `You declined the invitation to ${name}.`,
  newOne: 'New workspace',
  name: 'Name',
  country: 'Country, two letters',
  create: 'Create workspace',
  created: (name: string) => `${name} is there. Switch to it to set it up.`,
} as const;
