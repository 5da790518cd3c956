import { SAMPLES_PER_FRAME } from '../carrier/media/leg.ts';
import { spoken } from '../carrier/media/spoken.ts';
import { clip, type Source } from '../carrier/media/tones.ts';
import { type ClipName, clipLanguage, clipSamples, clipText } from './clips.ts';

/** A recorded line, together with its words. */
export const sayClip = (name: ClipName): Source => {
  const samples = clipSamples(name);
  return spoken(clip(samples), {
    text: clipText(name),
    language: clipLanguage(name),
    frames: Math.ceil(samples.length / SAMPLES_PER_FRAME),
  });
};
