import { hash } from '../dice.ts';
import type { Method } from '../webhooks/address.ts';

/** A number the account owns, and the addresses the carrier asks about calls to it. */
export type Line = {
  readonly sid: string;
  readonly number: string;
  readonly createdAt: number;
  friendlyName: string;
  voiceUrl: string;
  voiceMethod: Method;
  voiceFallbackUrl: string;
  voiceFallbackMethod: Method;
  /** Overrides the URLs (docs, phone-numbers/api/incomingphonenumber-resource). Empty when there is none. */
  voiceApplicationSid: string;
  statusCallback: string;
  statusCallbackMethod: Method;
};

/** A number keeps its SID for as long as the sandbox exists. */
const sidOf = (number: string): string =>
  `PN${[0, 1, 2, 3].map(part => hash(`line ${part} ${number}`).toString(16).padStart(8, '0')).join('')}`;

export const newLine = (number: string, createdAt: number): Line => ({
  sid: sidOf(number),
  number,
  createdAt,
  friendlyName: number,
  voiceUrl: '',
  voiceMethod: 'POST',
  voiceFallbackUrl: '',
  voiceFallbackMethod: 'POST',
  voiceApplicationSid: '',
  statusCallback: '',
  statusCallbackMethod: 'POST',
});

export const lineBySid = (
  { lines }: { readonly lines: ReadonlyMap<string, Line> },
  sid: string,
): Line | undefined => [...lines.values()].find(line => line.sid === sid);
