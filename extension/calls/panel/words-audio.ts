import type { AudioTrouble } from '../../messages.ts';

const AUDIO_WORDS: Readonly<Record<AudioTrouble['kind'], (label: string) => string>> = {
  microphone_replaced: label => `Your microphone was unplugged. Using ${label || 'another one'} now.`,
  speaker_replaced: label => `Your speaker was unplugged. You hear them on ${label || 'another one'} now.`,
  no_microphone: () =>
    'Your microphone is disconnected, and they cannot hear you. Plug one in; it is used at once.',
  silent_microphone: () => 'There is no sound from your microphone. Check the mute switch on your headset.',
  no_speaker: () => 'Your speaker is disconnected, and you cannot hear them. Plug in a headset.',
};

/** What happened to the rep's devices in a call, and what to do. */
export const audioWords = (trouble: AudioTrouble): string =>
  AUDIO_WORDS[trouble.kind]('label' in trouble ? trouble.label : '');
