/** What a rep reads outside the panel. */
export const notice = {
  idle: 'Ringside',
  inCall: 'Ringside: in a call',
  calling: (number: string) => `Calling ${number}`,
  notCalling: (number: string) => `${number} is not being called`,
  openPanel: 'Click the Ringside button in the toolbar to see the call.',
};
