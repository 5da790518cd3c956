import AccessToken from 'twilio/lib/jwt/AccessToken';

export const TOKEN_TTL_SECONDS = 3600;

/** A token that lets `identity` place calls to the TwiML app, and nothing else: it never receives any. */
export const voiceAccessToken = (env: Env, accountSid: string, identity: string): string | undefined => {
  const { TWILIO_API_KEY_SID: keySid, TWILIO_API_KEY_SECRET: secret, TWILIO_APP_SID: appSid } = env;
  if (!keySid || !secret || !appSid) return undefined;
  const token = new AccessToken(accountSid, keySid, secret, { identity, ttl: TOKEN_TTL_SECONDS });
  token.addGrant(new AccessToken.VoiceGrant({ outgoingApplicationSid: appSid, incomingAllow: false }));
  return token.toJwt();
};
