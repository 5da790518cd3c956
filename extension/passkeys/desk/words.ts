export const words = {
  title: 'Passkeys',
  intro:
    'A passkey signs you in with your finger, face or PIN, on this computer or from your phone. Nobody can read it, type it or trick you out of it.',
  none: 'You have none yet. With one you come back without asking anybody for a code.',
  one: 'Add a second one on another device: whoever loses their only passkey has to ask for a code.',
  loading: 'Reading your passkeys',
  add: 'Add a passkey',
  adding: 'Waiting for your passkey…',
  added: 'The passkey is added.',
  gaveUp: 'No passkey was made. Try once more when you are ready.',
  madeOn: (when: string) => `Made ${when}`,
  used: (when: string) => `, last used ${when}`,
  unused: ', not used yet',
  synced: ' Synced to more than one device.',
  remove: 'Remove',
  removeOne: (name: string) => `Remove the passkey of ${name}`,
  removed: (name: string) => `The passkey of ${name} is removed. It no longer signs you in.`,
} as const;
