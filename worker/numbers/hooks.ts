import { fallbackUrl, incomingUrl } from '../callback-urls.ts';
import type { OwnedNumber } from '../twilio/index.ts';

export type NumberHooks = {
  readonly VoiceUrl: string;
  readonly VoiceMethod: string;
  readonly VoiceFallbackUrl: string;
  readonly VoiceFallbackMethod: string;
  /** Must be empty: a number with an application asks the application instead. */
  readonly VoiceApplicationSid: string;
};

/** The addresses the carrier requests when the number is called. */
export const numberHooks = async (env: Env, webhookKey: string): Promise<NumberHooks> => ({
  VoiceUrl: incomingUrl(env, webhookKey),
  VoiceMethod: 'POST',
  VoiceFallbackUrl: await fallbackUrl(env, webhookKey),
  VoiceFallbackMethod: 'POST',
  VoiceApplicationSid: '',
});

export const isHooked = (number: OwnedNumber, wanted: NumberHooks): boolean =>
  number.voice_url === wanted.VoiceUrl &&
  number.voice_fallback_url === wanted.VoiceFallbackUrl &&
  !number.voice_application_sid;

/** For a number that is no longer used here. */
export const NO_HOOKS: NumberHooks = {
  VoiceUrl: '',
  VoiceMethod: 'POST',
  VoiceFallbackUrl: '',
  VoiceFallbackMethod: 'POST',
  VoiceApplicationSid: '',
};
