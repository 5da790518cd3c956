/** The texts shown on the page. */
export const words = {
  call: 'Call',
  calling: 'Calling…',
  ask: 'Check in panel',
  callNumber: (number: string) => `Call ${number}`,
  unknown: 'Not in your contacts',
  lookingUp: 'Looking up…',
  differs: (shown: string) => `The page shows ${shown}`,
  unanswered: 'Ringside did not answer. Reload this page and try again.',
} as const;
