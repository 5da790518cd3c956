/** A fault with Twilio's error code. */
export type NumberFault = { readonly code: number; readonly message: string };

const E164 = /^\+[1-9]\d{6,14}$/;
// The North American plan: area code and exchange both start with 2 to 9.
const NANP = /^\+1[2-9]\d{2}[2-9]\d{6}$/;
const MAGIC = '+1500555';

export const isE164 = (text: string): boolean => E164.test(text);

/** Twilio's magic numbers keep their meaning; they are deliberately outside the numbering plan. */
const magicFaults: Readonly<Record<string, NumberFault>> = {
  '+15005550001': {
    code: 21211,
    message: 'The phone number you are attempting to call, +15005550001, is not valid.',
  },
  '+15005550002': { code: 21214, message: "'To' phone number cannot be reached" },
  '+15005550003': {
    code: 21215,
    message:
      'Account not authorized to call +15005550003. Perhaps you need to enable some international permissions.',
  },
  '+15005550004': { code: 21216, message: 'Account not allowed to call +15005550004.' },
};

/** Why a number cannot be called, or undefined when it can. */
export const faultOfTo = (to: string): NumberFault | undefined => {
  if (to === '') return { code: 21201, message: "No 'To' number is specified" };
  const magic = magicFaults[to];
  if (magic) return magic;
  if (!isE164(to)) {
    return { code: 21211, message: `The phone number you are attempting to call, ${to}, is not valid.` };
  }
  if (to.startsWith('+1') && !to.startsWith(MAGIC) && !NANP.test(to)) {
    return { code: 21217, message: `Phone number ${to} does not appear to be valid` };
  }
  return undefined;
};

/** The identity in `client:identity`; undefined for anything that is not a device. */
export const identityOf = (to: string): string | undefined => /^client:(\w{1,121})$/.exec(to)?.[1];

/** A SIP address: `sip:user@host`, optionally with parameters. */
export const isSipUri = (to: string): boolean => /^sips?:[\w.+-]+@[\w.-]+(:\d+)?([;?][^\s]*)?$/.test(to);

/** Why this can be called neither as a telephone nor as a device, or undefined when it can. */
export const faultOfCallee = (to: string): NumberFault | undefined =>
  identityOf(to) === undefined && !isSipUri(to) ? faultOfTo(to) : undefined;

type Numbers = {
  readonly lines: ReadonlyMap<string, unknown>;
  readonly verified: ReadonlyMap<string, unknown>;
};

/**
 * Why this may not be the caller ID of a call to `to`, or undefined when it may. Over the internet Twilio may show a
 * device as the caller (twilio-oai, CreateCall, From: a telephone is only ever shown a number).
 */
export const faultOfFrom = (
  from: string,
  { lines, verified }: Numbers,
  to?: string,
): NumberFault | undefined => {
  if (from === '') return { code: 21213, message: "A 'From' phone number is required." };
  if (lines.has(from) || verified.has(from)) return undefined;
  const isOnline = to !== undefined && (identityOf(to) !== undefined || isSipUri(to));
  if (isOnline && identityOf(from) !== undefined) return undefined;
  if (from === '+15005550001' || !isE164(from)) {
    return {
      code: 21212,
      message: `The source phone number provided, ${from}, is not a valid phone number.`,
    };
  }
  return {
    code: 21210,
    message: `The source phone number provided, ${from}, is not yet verified for your account. You may only make calls from phone numbers that you've verified or purchased from Twilio.`,
  };
};
