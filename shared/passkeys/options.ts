/** What a browser is asked to create or to sign: WebAuthn's JSON forms, with the fields the Worker sends. */
import * as z from 'zod';

const Descriptor = z.object({
  id: z.string(),
  type: z.string(),
  transports: z.array(z.string()).optional(),
});

const Wanted = z.enum(['discouraged', 'preferred', 'required']);

/** PublicKeyCredentialCreationOptionsJSON. */
export const CreationOptions = z.object({
  challenge: z.string(),
  rp: z.object({ id: z.string().optional(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.object({ alg: z.number(), type: z.literal('public-key') })),
  timeout: z.number().optional(),
  excludeCredentials: z.array(Descriptor).optional(),
  authenticatorSelection: z
    .object({
      residentKey: Wanted.optional(),
      requireResidentKey: z.boolean().optional(),
      userVerification: Wanted.optional(),
    })
    .optional(),
  attestation: z.string().optional(),
  hints: z.array(z.string()).optional(),
  extensions: z.object({ credProps: z.boolean().optional() }).optional(),
});
export type CreationOptions = z.infer<typeof CreationOptions>;

/** PublicKeyCredentialRequestOptionsJSON. */
export const RequestOptions = z.object({
  challenge: z.string(),
  rpId: z.string().optional(),
  timeout: z.number().optional(),
  allowCredentials: z.array(Descriptor).optional(),
  userVerification: Wanted.optional(),
});
export type RequestOptions = z.infer<typeof RequestOptions>;
