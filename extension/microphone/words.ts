import type { Grant } from './grant.ts';

export const words = {
  title: 'Let Ringside use your microphone',
  why: 'The person you call needs to hear you. The microphone is open only while you are in a call.',
  allow: 'Allow microphone',
  tryAgain: 'Try again',
  openSettings: 'Open the settings',
  steps: [
    'Click “Open the settings”. Chrome shows the settings for Ringside in a new tab.',
    'Next to “Microphone”, choose “Allow”.',
    'Come back to this page. It continues automatically.',
  ],
  waiting: 'Nobody is being called while this page waits.',
} as const;

/** What happened and what to do, by the state of the permission. */
export const grantWords: Readonly<Record<Grant, { readonly head: string; readonly text: string }>> = {
  checking: { head: words.title, text: words.why },
  ask: { head: words.title, text: words.why },
  asking: {
    head: 'Chrome is asking you now',
    text: 'Click “Allow while visiting the site” in the box at the top left of this window.',
  },
  granted: {
    head: 'Your microphone is allowed',
    text: 'A call that was waiting for it continues now. This page closes automatically.',
  },
  dismissed: {
    head: 'Chrome’s question was closed',
    text: 'Click “Try again”, then click “Allow while visiting the site” in the box at the top left of this window.',
  },
  refused: {
    head: 'The microphone is blocked for Ringside',
    text: 'Chrome does not ask again on its own. You can allow the microphone in three steps:',
  },
  refused_by_system: {
    head: 'Your computer does not let Chrome use the microphone',
    text: 'Open the privacy settings of your computer, allow Chrome to use the microphone, then click “Try again”.',
  },
  no_device: {
    head: 'No microphone was found',
    text: 'Plug in a headset or a microphone, then click “Try again”.',
  },
  busy: {
    head: 'The microphone could not be opened',
    text: 'Another program may be using it. Close that program, or unplug the microphone and plug it in again. Then click “Try again”.',
  },
};
