import { validateRequest } from 'twilio/lib/webhooks/webhooks';

export type Form = Readonly<Record<string, string>>;

// The signature covers names and values run together, so a forger may move characters between them
// (`CallSid=CA1&From=+1` and `CallSid=CA1F&rom=+1` are signed alike). Required fields notice by their own shape;
// these optional ones would only go missing.
const OPTIONAL = ['SipResponseCode', 'Timestamp', 'ticket', 'ErrorCode', 'CallDuration'] as const;

const isSplitFrom = (name: string, field: string): boolean =>
  name !== field && (field.startsWith(name) || name.startsWith(field));

const looksResplit = (form: Form): boolean =>
  Object.entries(form).some(
    ([name, value]) =>
      !/^[A-Za-z]\w*$/.test(name) ||
      OPTIONAL.some(field => isSplitFrom(name, field) || value.includes(field)),
  );

/** A form body as name → value, or undefined when a name comes twice: the signature cannot tell which counts. */
const parseForm = (body: string): Form | undefined => {
  const form: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(body)) {
    if (Object.hasOwn(form, name) || name === '__proto__') return undefined;
    form[name] = value;
  }
  return form;
};

/**
 * The form of a webhook that Twilio signed for exactly this address (path and query), or undefined.
 * The origin is the configured one, never the Host header's.
 */
export const verifiedForm = async (
  request: Request,
  publicUrl: string,
  authToken: string | undefined,
): Promise<Form | undefined> => {
  const signature = request.headers.get('x-twilio-signature');
  if (!authToken || !signature) return undefined;
  if (!request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')) return undefined;
  const form = parseForm(new TextDecoder().decode(await request.arrayBuffer()));
  if (!form) return undefined;
  const { pathname, search } = new URL(request.url);
  if (!validateRequest(authToken, signature, `${publicUrl}${pathname}${search}`, form)) return undefined;
  return looksResplit(form) ? undefined : form;
};
