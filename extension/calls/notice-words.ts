/** The texts that a rep sees outside the panel. */
export const notice = {
  idle: 'Ringside',
  ringing: (title: string) => `Ringside: ${title}`,
  inCall: 'Ringside: in a call',
  interrupted: 'Ringside: a call was interrupted',
  calling: (number: string) => `Calling ${number}`,
  notCalling: (number: string) => `${number} is not being called`,
  openPanel: 'Click the Ringside button in the toolbar to see the call.',
  interruptedTitle: (who: string) => `The call with ${who} was interrupted`,
  interruptedText: 'They are on hold. Rejoin within 45 seconds, or the call ends.',
  incoming: (who: string) => `Incoming call: ${who}`,
  called: (number: string) => `Calls ${number}`,
  answer: 'Answer',
  reject: 'Reject',
  rejoin: 'Rejoin',
  end: 'End',
};

/** Stands for the number of a caller who withheld it. */
export const WITHHELD = 'Withheld number';
