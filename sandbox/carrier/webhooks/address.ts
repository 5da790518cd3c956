export type Method = 'GET' | 'POST';

export type Callback = {
  readonly url: string;
  readonly method: Method;
  /** As named by the application; empty means the noun's default. */
  readonly events: readonly string[];
};

/** A document to be requested. */
export type Ask = { readonly url: string; readonly method: Method };

/** A document to be requested, with the address to ask if that fails. */
export type Address = {
  readonly url: string;
  readonly method: Method;
  readonly fallbackUrl?: string;
  readonly fallbackMethod?: Method;
};

export const isWebUrl = (text: string): boolean => {
  if (!/^https?:\/\/[^\s]+$/.test(text)) return false;
  return URL.canParse(text);
};

/** An absolute address, or one relative to its document. Undefined when it is neither. */
export const resolveUrl = (text: string, documentUrl: string | undefined): string | undefined => {
  if (isWebUrl(text)) return text;
  if (!documentUrl || !URL.canParse(text, documentUrl)) return undefined;
  return new URL(text, documentUrl).href;
};
