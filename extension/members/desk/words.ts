export { roleWord } from '../../team/desk/words.ts';

export const words = {
  title: 'Members',
  intro:
    'Who belongs to this workspace. Owners, admins and reps call; managers and members see what they may.',
  loading: 'Reading the members',
  name: 'Name',
  email: 'Email',
  role: 'Role',
  inviteTitle: 'Invite somebody',
  invite: 'Send invitation',
  inviting: 'Sending…',
  codeFor: (name: string) => `Setup code for ${name}`,
  codeHelp: (until: string) =>
    `Send it to them: it signs one browser in, once, until ${until}. It is not shown again; a new one can be made any time.`,
  codeMailed: (email: string, until: string) =>
    `A mail with it is on its way to ${email}. It signs one browser in, once, until ${until}; you can also hand it over yourself. It is not shown again.`,
  copy: 'Copy the code',
  copied: 'Copied',
  done: 'Done',
  you: 'you',
  invited: (until: string) => `Invited; the code works until ${until}`,
  lapsed: 'Invited; the code no longer works',
  joined: (when: string) => `Last seen ${when}`,
  newCode: 'Send a new code',
  remove: 'Remove',
  removeAsk: (name: string) => `Remove ${name}? They are signed out everywhere at once.`,
  keep: 'Keep',
  removed: (name: string) => `${name} was removed.`,
  changed: (name: string, role: string) => `${name} is ${role} from now on.`,
  find: 'Find by name or address',
  nobody: 'Nobody is called that.',
  offline: 'The Worker does not answer. Check your connection.',
} as const;
