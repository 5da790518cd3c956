export const words = {
  title: 'Workspaces',
  intro:
    'Each workspace has its own people, numbers, settings and account with the carrier; no workspace shows anything of another. You are in one workspace at a time.',
  loading: 'Loading your workspaces',
  bound:
    'You are signed in to this workspace only, because you used a setup code from an admin, or a code by email while you own another workspace. To switch workspaces and see invitations, sign out and sign in with your own passkey or, if you own no workspace, with a code by email.',
  here: 'you are here',
  switchTo: 'Switch',
  switchOne: (name: string) => `Switch to ${name}`,
  invitations: 'Invitations',
  yours: 'Your workspaces',
  invitedAs: (organization: string, role: string, until: string) =>
    `${organization} · as ${role} · expires on ${until}`,
  joinedAs: (organization: string, role: string) =>
    `${organization} · as ${role}. Somebody has already joined under your name, with a setup code from an admin. If that was you, accept. If not, decline: they lose access at once.`,
  accept: 'Accept',
  acceptOne: (name: string) => `Accept the invitation to ${name}`,
  decline: 'Decline',
  declineOne: (name: string) => `Decline the invitation to ${name}`,
  accepted: (name: string) => `You are now a member of ${name}. Switch to it to use it.`,
  declined: (name: string) => `You declined the invitation to ${name}.`,
  newOne: 'New workspace',
  name: 'Name',
  country: 'Country',
  create: 'Create workspace',
  created: (name: string) => `${name} was created. Switch to it to set it up.`,
} as const;
