/** Returns whether the value is allowed. */
export type Check = (value: string) => boolean;

export type AttributeRule = {
  readonly allows: Check;
  /** Twilio's code for a wrong value. */
  readonly code: number;
};

export type ElementRule = {
  readonly attributes: Readonly<Record<string, AttributeRule>>;
  readonly children: readonly string[];
  readonly text: 'none' | 'optional' | 'required';
  /** Twilio's code for a required text that is missing. */
  readonly noText?: number;
};

export type Grammar = Readonly<Record<string, ElementRule>>;

/** Twilio's schema warning. The sandbox refuses what Twilio ignores, so that mistakes show before production. */
export const SCHEMA = 12200;

export const rule = (allows: Check, code = SCHEMA): AttributeRule => ({ allows, code });
export const oneOf = (...values: string[]): Check => {
  const allowed = new Set(values);
  return value => allowed.has(value);
};
export const isBoolean = oneOf('true', 'false');
export const isMethod = oneOf('GET', 'POST');
export const isAny: Check = () => true;
export const isText: Check = value => value !== '';
// Relative URLs are resolved against the document's own address.
export const isUrl: Check = value =>
  value !== '' && URL.canParse(value, 'https://document.invalid/') && !/\s/.test(value);
export const isUrlOrEmpty: Check = value => value === '' || isUrl(value);
/**
 * The address of a stream: an absolute WebSocket address without a query (docs, voice/twiml/stream) and without a
 * fragment, which WebSocket addresses may not have (RFC 6455, section 3).
 */
export const isSocketUrl: Check = value =>
  /^wss?:\/\//.test(value) && URL.canParse(value) && !/[?#\s]/.test(value);
export const isLanguage: Check = value => /^[a-z]{2,3}(-[A-Za-z0-9]{2,4})*$/.test(value);
export const isInteger =
  (lowest: number, highest: number): Check =>
  value =>
    /^\d+$/.test(value) && Number(value) >= lowest && Number(value) <= highest;
export const isListOf = (...values: string[]): Check => {
  const allowed = new Set(values);
  return value => value.split(/\s+/).every(word => allowed.has(word));
};

export const CALL_EVENTS = ['initiated', 'ringing', 'answered', 'completed'];

/** A status callback of a noun: its address, method and events. */
export const statusCallback = (code: number, ...events: string[]): ElementRule['attributes'] => ({
  statusCallback: rule(isUrl, code),
  statusCallbackMethod: rule(isMethod, code),
  ...(events.length > 0 ? { statusCallbackEvent: rule(isListOf(...events), code) } : {}),
});

export const recordingCallback: ElementRule['attributes'] = {
  recordingStatusCallback: rule(isUrl, 13256),
  recordingStatusCallbackMethod: rule(isMethod),
  recordingStatusCallbackEvent: rule(isListOf('in-progress', 'completed', 'absent'), 13621),
};
export const trim = rule(oneOf('trim-silence', 'do-not-trim'));

const MAX_LABEL = 128;

export const isLabel = (label: string): boolean =>
  label.length > 0 && label.length <= MAX_LABEL && !/\/|%2f/i.test(label) && !/^CA[0-9a-f]{32}$/.test(label);
