import AccessToken from 'twilio/lib/jwt/AccessToken';

/** At most a day, which is Twilio's limit; an hour unless set. */
export const tokenTtlSeconds = (env: Env): number => {
  const seconds = Number(env.VOICE_TOKEN_TTL_SECONDS);
  return Number.isInteger(seconds) && seconds > 0 && seconds <= 86_400 ? seconds : 3600;
};

export type TokenOf = {
  readonly accountSid: string;
  readonly apiKeySid: string;
  readonly apiKeySecret: string;
  readonly appSid: string;
};

/** A token that lets `identity` place calls to the TwiML app and nothing else: it cannot receive calls. */
export const voiceAccessToken = (env: Env, of: TokenOf, identity: string): string => {
  const { accountSid, apiKeySid, apiKeySecret, appSid } = of;
  const token = new AccessToken(accountSid, apiKeySid, apiKeySecret, { identity, ttl: tokenTtlSeconds(env) });
  token.addGrant(new AccessToken.VoiceGrant({ outgoingApplicationSid: appSid, incomingAllow: false }));
  return token.toJwt();
};
