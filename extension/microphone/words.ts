import type { Grant } from './grant.ts';

export const words = {
  title: 'Let Ringside use your microphone',
  why: 'The person you call needs to hear you. The microphone is open only while you are in a call.',
  allow: 'Allow microphone',
  tryAgain: 'Try again',
  openSettings: 'Open the settings',
  steps: [
    'Press “Open the settings”. Chrome shows the settings of Ringside in a new tab.',
    'Beside “Microphone” choose “Allow”.',
    'Come back to this page. It goes on by itself.',
  ],
  waiting: 'Nobody is being called while you are here.',
} as const;

/** What happened and what to do, by where the question stands. */
export const grantWords: Readonly<Record<Grant, { readonly head: string; readonly text: string }>> = {
  checking: { head: words.title, text: words.why },
  ask: { head: words.title, text: words.why },
  asking: {
    head: 'Chrome is asking you now',
    text: 'Press “Allow while visiting the site” in the box at the top left of this window.',
  },
  granted: {
    head: 'Your microphone is allowed',
    text: 'A call that waited for it goes on now. This page closes by itself.',
  },
  dismissed: {
    head: 'Chrome’s question was closed',
    text: 'Press “Try again”, then press “Allow while visiting the site” in the box at the top left of this window.',
  },
  refused: {
    head: 'The microphone is blocked for Ringside',
    text: 'Chrome does not ask again by itself. You can allow it in three steps:',
  },
  refused_by_system: {
    head: 'Your computer keeps the microphone from Chrome',
    text: 'Open the privacy settings of your computer, allow Chrome to use the microphone, then press “Try again”.',
  },
  no_device: {
    head: 'No microphone was found',
    text: 'Plug in a headset or a microphone, then press “Try again”.',
  },
  busy: {
    head: 'The microphone could not be opened',
    text: 'Another program may be using it. Close that program or unplug the microphone and plug it in again, then press “Try again”.',
  },
};
