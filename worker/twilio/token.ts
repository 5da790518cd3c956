import AccessToken from 'twilio/lib/jwt/AccessToken';

/** At most a day, as Twilio has it; an hour unless set. */
export const tokenTtlSeconds = (env: Env): number => {
  const seconds = Number(env.VOICE_TOKEN_TTL_SECONDS);
  return Number.isInteger(seconds) && seconds > 0 && seconds <= 86_400 ? seconds : 3600;
};

/** A token that lets `identity` place calls to the TwiML app, and nothing else: it never receives any. */
export const voiceAccessToken = (env: Env, accountSid: string, identity: string): string | undefined => {
  const { TWILIO_API_KEY_SID: keySid, TWILIO_API_KEY_SECRET: secret, TWILIO_APP_SID: appSid } = env;
  if (!keySid || !secret || !appSid) return undefined;
  const token = new AccessToken(accountSid, keySid, secret, { identity, ttl: tokenTtlSeconds(env) });
  token.addGrant(new AccessToken.VoiceGrant({ outgoingApplicationSid: appSid, incomingAllow: false }));
  return token.toJwt();
};
