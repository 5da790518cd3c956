export const words = {
  title: 'Passkeys',
  intro:
    'A passkey signs you in with your finger, face or PIN, on this computer or from your phone. Nobody can read it, type it or trick you out of it.',
  none: 'You have none yet. With a passkey you can sign in without asking anybody for a code.',
  one: 'Add a second one on another device: if you lose your only passkey, you have to ask for a code.',
  loading: 'Loading your passkeys',
  add: 'Add a passkey',
  adding: 'Waiting for your passkey…',
  added: 'The passkey is added.',
  gaveUp: 'No passkey was created. Try again when you are ready.',
  madeOn: (when: string) => `Created ${when}`,
  used: (when: string) => `, last used ${when}`,
  unused: ', not used yet',
  synced: ' Synced to more than one device.',
  remove: 'Remove',
  removeOne: (name: string) => `Remove the passkey of ${name}`,
  removed: (name: string) => `The passkey of ${name} is removed. It no longer signs you in.`,
} as const;
