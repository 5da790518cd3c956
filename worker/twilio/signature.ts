import { validateRequest } from 'twilio/lib/webhooks/webhooks';

export type Form = Readonly<Record<string, string>>;

/** A form body as name → value; undefined if a name occurs twice: the signature does not tell which one counts. */
const parseForm = (body: string): Form | undefined => {
  const form: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(body)) {
    if (Object.hasOwn(form, name) || name === '__proto__') return undefined;
    form[name] = value;
  }
  return form;
};

/** A webhook as received: its URL as the carrier knows it, its body, and the signature that covers both. */
export type SignedForm = { readonly url: string; readonly body: string; readonly signature: string };

/** The origin is the configured one, never the Host header's. Undefined if this is not a signed form. */
export const signedForm = async (request: Request, publicUrl: string): Promise<SignedForm | undefined> => {
  const signature = request.headers.get('x-twilio-signature');
  if (!signature) return undefined;
  if (!request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')) return undefined;
  const body = new TextDecoder().decode(await request.arrayBuffer());
  const { pathname, search } = new URL(request.url);
  return { url: `${publicUrl}${pathname}${search}`, body, signature };
};

/** The form, with its signature not yet verified. Undefined if a name occurs twice. */
export const readForm = ({ body }: SignedForm): Form | undefined => parseForm(body);

/** The form of a webhook that Twilio signed with one of these tokens for exactly this address (path and query). */
export const verifiedForm = (signed: SignedForm, authTokens: readonly string[]): Form | undefined => {
  const form = parseForm(signed.body);
  if (!form) return undefined;
  return authTokens.some(token => validateRequest(token, signed.signature, signed.url, form))
    ? form
    : undefined;
};
