export const words = {
  title: 'Is it you?',
  intro:
    'You signed in a while ago, and this affects credentials, people, numbers or a lot of data. Nothing has been changed yet. It continues automatically once you have confirmed that it is you.',
  looking: 'One moment…',
  passkey: 'Use a passkey',
  passkeyAsking: 'Waiting for your passkey…',
  mail: 'Email me a code',
  mailing: 'Sending…',
  mailAgain: 'Email another code',
  mailed: (email: string) => `A code is on its way to ${email}. It works for ten minutes.`,
  code: 'Code from the email',
  codeHelp: 'Eight digits.',
  confirm: 'Continue',
  confirming: 'Checking…',
  cancel: 'Cancel',
  noWay:
    'You have no passkey here, and this server sends no email. Sign out, sign in again with a setup code, and repeat this within half an hour.',
  gaveUp: 'No passkey was used. Try once more, or use a code by email.',
} as const;
