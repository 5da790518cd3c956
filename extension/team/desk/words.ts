import type { Role } from '../../../shared/endpoint.ts';

export const words = {
  title: 'Connect this browser to Ringside',
  intro:
    'With a setup code from the person who looks after Ringside in your team, or the way you signed in before.',
  address: 'Address of your Ringside server',
  addressHere: 'The server on this machine. Its start command prints the address.',
  addressFixed: 'This build connects to this address only.',
  code: 'Setup code',
  codeHelp: '20 letters and digits. Works once. Dashes and capitals do not matter.',
  codeFor: (workspace: string, role: string, name: string, email: string) =>
    `Joins ${workspace} as ${role}: ${name}, ${email}.`,
  connect: 'Connect',
  connecting: 'Connecting…',
  or: 'or',
  passkey: 'Sign in with a passkey',
  passkeyAsking: 'Waiting for your passkey…',
  passkeyGaveUp: 'No passkey was used. Try once more, or sign in another way.',
  mail: 'Get a code by email',
  yourEmail: 'Your email address',
  emailMissing: 'Enter your email address.',
  mailSend: 'Send the code',
  mailSending: 'Sending…',
  mailed: 'Code from the email',
  mailedHelp: (email: string) =>
    `Eight digits. If ${email} belongs to a member, an email is on its way. The code works for ten minutes, in this browser only.`,
  mailedWrong: 'The code has eight digits.',
  mailedSignIn: 'Sign in',
  mailAgain: 'Another address, or another email',
  useCode: 'Use a setup code',
  addressMissing: 'Enter the address.',
  addressWrong: 'This is not a web address. It starts with https:// and has no spaces.',
  addressNotHere: 'This build only talks to this machine, for example http://localhost:8787',
  codeMissing: 'Enter the setup code.',
  codeNotValid:
    'This code does not work: it was used before, is too old, or has a typing mistake. Check it, or ask for a new one.',
  unreachable: 'No server answers at this address. Check the address, and that the server is running.',
  connected: 'You are connected',
  connectedNext: 'Open the side panel, or click a phone number on one of your CRM’s pages.',
  connectedSee: 'Your role does not make calls. What you may see is on the left.',
  name: 'Name',
  email: 'Email',
  workspace: 'Workspace',
  role: 'Role',
  server: 'Address',
  sessions: 'Where you are signed in',
  sessionsIntro:
    'Each browser that can call in your name. Sign out any that you do not recognize or no longer use.',
  sessionsLoading: 'Loading where you are signed in',
  thisOne: 'this browser',
  since: (when: string, seen: string) => `Signed in ${when}, last seen ${seen}.`,
  endOne: 'Sign out',
  endOneOf: (device: string) => `Sign out ${device}`,
  endOthers: 'Sign out everywhere else',
  endedOne: (device: string) => `${device} is signed out.`,
  endedOthers: 'You are signed in here only.',
  signOut: 'Sign out of this browser',
  signingOut: 'Signing out…',
  signedOutHereOnly:
    'You are signed out here. The server could not be reached; the session ends automatically within 7 days.',
} as const;

const ROLES: Readonly<Record<Role, string>> = {
  owner: 'Owner',
  admin: 'Admin',
  manager: 'Manager',
  agent: 'Agent',
  member: 'Member',
};
export const roleWord = (role: Role): string => ROLES[role];
