import type { DoneWhy } from '../../shared/inbox/contract.ts';

export const words = {
  loading: 'Loading the missed calls',
  withheld: 'Number withheld',
  to: (ours: string) => `to ${ours}`,
  tries: (count: number) => `Called ${count} times`,
  since: (when: string) => `since ${when}`,
  message: 'Message',
  play: 'Play',
  close: 'Close',
  /** `act`: what is written on the button. */
  actOnMessage: (act: string, who: string) => `${act}: message from ${who}`,
  messageFrom: (who: string) => `Message from ${who}`,
  isNew: 'New',
  heardBy: (name: string) => `Heard by ${name}`,
  states: {
    coming: 'A message is being fetched',
    stuck: 'A message could not be fetched: an admin can try again, under Failed jobs',
    empty: 'No words in the message',
    gone: 'The message is no longer stored',
  },
  callBack: 'Call back',
  callBackOne: (who: string) => `Call back: ${who}`,
  tried: (name: string, when: string) => `${name} called back, no answer · ${when}`,
  assign: 'Assigned to',
  assignOne: (who: string) => `Assigned to, for the call from ${who}`,
  nobody: 'Nobody',
  notAssigned: 'Not assigned',
  done: 'Done',
  doneOne: (who: string) => `Done: ${who}`,
  isDone: (who: string) => `${who} is done.`,
  reopen: 'Reopen',
  reopenOne: (who: string) => `Reopen: ${who}`,
  why: {
    called_back: (name: string) => `Called back by ${name}`,
    answered: (name: string) => `Answered by ${name}`,
    marked: (name: string) => `Marked as done by ${name}`,
  } satisfies Record<DoneWhy, (name: string) => string>,
  none: 'No missed calls',
  noneNext: 'Calls that nobody answers appear here, with the messages callers leave.',
  unheard: (count: number) =>
    count === 1 ? '1 message nobody has heard' : `${count} messages nobody has heard`,
} as const;
