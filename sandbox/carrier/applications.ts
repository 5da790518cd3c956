/** A TwiML application: where the carrier asks what to do with a call that names it. */
export type Application = {
  readonly sid: string;
  readonly createdAt: number;
  friendlyName: string;
  voiceUrl: string;
  voiceFallbackUrl: string | undefined;
};
