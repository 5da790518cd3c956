import type { Role } from '../../../shared/endpoint.ts';

export const words = {
  title: 'Connect this browser to Ringside',
  intro: 'You need two things from whoever looks after Ringside in your team: its address and a setup code.',
  address: 'Address of your Ringside Worker',
  addressHere: 'The Worker on this machine. Its start command prints the address.',
  addressFixed: 'This build talks to this address alone.',
  code: 'Setup code',
  codeHelp: '20 letters and digits. Works once, for 30 minutes. Dashes and capitals do not matter.',
  connect: 'Connect',
  connecting: 'Connecting…',
  addressMissing: 'Enter the address.',
  addressWrong: 'This is not a web address. It starts with https:// and has no spaces.',
  addressNotHere: 'This build only talks to this machine, for example http://localhost:8787',
  codeMissing: 'Enter the setup code.',
  codeNotValid:
    'This code does not work: it was used before, is older than 30 minutes, or has a typing mistake. Check it, or ask for a new one.',
  unreachable: 'Nobody answers at this address. Check it, and that the Worker is running.',
  connected: 'You are connected',
  connectedNext: 'Open the side panel, or click a phone number on one of your CRM’s pages.',
  name: 'Name',
  email: 'Email',
  workspace: 'Workspace',
  role: 'Role',
  server: 'Address',
  sessions: 'Where you are signed in',
  sessionsIntro: 'Each browser that can call in your name. Sign out what you do not know, or no longer use.',
  sessionsLoading: 'Reading where you are signed in',
  thisOne: 'this browser',
  since: (when: string, seen: string) => `Signed in ${when}, last seen ${seen}.`,
  endOne: 'Sign out',
  endOneOf: (device: string) => `Sign out ${device}`,
  endOthers: 'Sign out everywhere else',
  endedOne: (device: string) => `${device} is signed out.`,
  endedOthers: 'You are signed in here only.',
  readAgain: 'Load again',
  away: 'The Worker does not answer. Check your connection; nothing was changed.',
  signOut: 'Sign out of this browser',
  signingOut: 'Signing out…',
  signedOutHereOnly:
    'You are signed out here. The Worker could not be told; its session ends by itself within 7 days.',
} as const;

const ROLES: Readonly<Record<Role, string>> = {
  owner: 'Owner',
  admin: 'Admin',
  manager: 'Manager',
  agent: 'Rep',
  member: 'Member',
};
export const roleWord = (role: Role): string => ROLES[role];

export const tooManyTries = (seconds: number): string =>
  `Too many tries. Wait ${seconds < 90 ? `${Math.ceil(seconds)} seconds` : `${Math.ceil(seconds / 60)} minutes`}, then try again.`;
