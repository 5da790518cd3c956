import type { RecordHow } from '../recordings/recording.ts';
import { trackOf } from '../twiml/read-attributes.ts';
import { callbackOf, callbackUrl, type Form, type FormRules, listOf, method, oneOf } from './form.ts';

const RECORDING_EVENTS = listOf(21626, 'in-progress', 'completed', 'absent');

/** The parameters of a recording request; `prefix` is part of the callback's name where there are two kinds. */
export const recordRules = (prefix: '' | 'Conference' = ''): FormRules => ({
  [`${prefix}RecordingStatusCallback`]: callbackUrl,
  [`${prefix}RecordingStatusCallbackMethod`]: method,
  [`${prefix}RecordingStatusCallbackEvent`]: RECORDING_EVENTS,
});

export const TRACKS = { RecordingTrack: oneOf('inbound', 'outbound', 'both') };
export const CHANNELS = { RecordingChannels: oneOf('mono', 'dual') };
export const TRIM = { Trim: oneOf('trim-silence', 'do-not-trim') };

export const recordHowOf = (form: Form, trims: boolean, prefix: '' | 'Conference' = ''): RecordHow => {
  const trim = form.text(prefix === '' ? 'Trim' : 'ConferenceTrim');
  return {
    channels: form.text('RecordingChannels') === 'dual' ? 2 : 1,
    track: trackOf(form.text('RecordingTrack')),
    trim: trim === undefined ? trims : trim === 'trim-silence',
    callback: callbackOf(form, `${prefix}Recording`),
  };
};
