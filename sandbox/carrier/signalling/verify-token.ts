import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Device, TokenFault } from './host.ts';

const TokenHeader = z.object({
  alg: z.literal('HS256'),
  typ: z.literal('JWT'),
  cty: z.literal('twilio-fpa;v=1'),
});

// Twilio's rule: letters, digits and underscore; a longer or different identity cannot be called.
const TokenClaims = z.object({
  iss: z.string(),
  sub: z.string(),
  exp: z.number(),
  iat: z.number().optional(),
  nbf: z.number().optional(),
  grants: z.object({
    identity: z.string().max(121).optional(),
    voice: z.object({
      incoming: z.object({ allow: z.boolean() }).optional(),
      outgoing: z.object({ application_sid: z.string(), params: z.unknown().optional() }).optional(),
    }),
  }),
});

/** The caller for a token without an identity: Twilio sends `From=client:Anonymous`. Nobody can call it. */
const ANONYMOUS = 'Anonymous';

const MAX_LIFETIME_S = 24 * 60 * 60;

const readPart = (part: string): unknown => {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};

const signatureMatches = (signed: string, signature: string, secret: string): boolean => {
  const expected = createHmac('sha256', secret).update(signed).digest();
  const given = Buffer.from(signature, 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected);
};

/** Checks an access token as Twilio's edge does: form, key, signature, account, times, grants. */
export const verifyToken = (
  token: string,
  { sid, secretOf }: { readonly sid: string; readonly secretOf: (apiKeySid: string) => string | undefined },
  nowMs: number,
): Result<Device, TokenFault> => {
  const [head, body, signature, ...rest] = token.split('.');
  if (!head || !body || !signature || rest.length > 0) return err(31204);
  const header = TokenHeader.safeParse(readPart(head));
  const claims = TokenClaims.safeParse(readPart(body));
  if (!header.success || !claims.success) return err(31204);
  const { iss, sub, exp, iat, nbf, grants } = claims.data;
  const secret = secretOf(iss);
  if (secret === undefined) return err(31202);
  if (!signatureMatches(`${head}.${body}`, signature, secret)) return err(31201);
  if (sub !== sid) return err(31202);
  const nowS = Math.floor(nowMs / 1000);
  if (exp <= nowS) return err(31205);
  if (nbf !== undefined && nbf > nowS) return err(31204);
  if (iat !== undefined && exp - iat > MAX_LIFETIME_S) return err(31207);
  return ok({
    identity: grants.identity || ANONYMOUS,
    accountSid: sub,
    applicationSid: grants.voice.outgoing?.application_sid,
    takesCalls: Boolean(grants.identity) && (grants.voice.incoming?.allow ?? false),
    ttl: exp - nowS,
  });
};
