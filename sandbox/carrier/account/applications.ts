import type { Address, Method } from '../webhooks/address.ts';

/** A TwiML application: the address the carrier asks about a call that names the application. */
export type Application = {
  readonly sid: string;
  readonly createdAt: number;
  friendlyName: string;
  voiceUrl: string;
  voiceMethod: Method;
  voiceFallbackUrl: string | undefined;
  voiceFallbackMethod: Method;
};

export const newApplication = (
  made: Pick<Application, 'sid' | 'createdAt' | 'friendlyName' | 'voiceUrl' | 'voiceFallbackUrl'>,
): Application => ({ ...made, voiceMethod: 'POST', voiceFallbackMethod: 'POST' });

export const addressOf = (application: Application): Address => ({
  url: application.voiceUrl,
  method: application.voiceMethod,
  fallbackUrl: application.voiceFallbackUrl,
  fallbackMethod: application.voiceFallbackMethod,
});
