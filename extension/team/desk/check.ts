/** Checks the input before anything is sent. Pure. */
import { Email, MailedCode, SetupCode, setupCodeIn } from '../../../shared/sign-in/contract.ts';
import { words } from './words.ts';

/** The addresses this build may connect to: its one Worker, or anything on this machine. */
export type Reach = { readonly address: string; readonly fixed: boolean };

const HERE = ['localhost', '127.0.0.1'];
const SANDBOX: Reach = { address: 'http://localhost:8787', fixed: false };

/** Read from the manifest's host permissions, so that build and form cannot disagree. */
export const reachOf = (hostPermissions: readonly string[]): Reach => {
  const deployed = hostPermissions
    .map(pattern => URL.parse(pattern.replace(/\*$/, '')))
    .find(url => url && !HERE.includes(url.hostname));
  return deployed ? { address: deployed.origin, fixed: true } : SANDBOX;
};

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly wrong: string };
const wrong = (text: string) => ({ ok: false, wrong: text }) as const;

/** The Worker's origin. */
export const checkAddress = (typed: string, reach: Reach): Checked<string> => {
  if (reach.fixed) return { ok: true, value: reach.address };
  const text = typed.trim();
  if (text === '') return wrong(words.addressMissing);
  const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `http://${text}`);
  if (!url || !/^https?:$/.test(url.protocol)) return wrong(words.addressWrong);
  if (!HERE.includes(url.hostname)) return wrong(words.addressNotHere);
  return { ok: true, value: url.origin };
};

type Parsed = {
  readonly success: boolean;
  readonly data?: string | undefined;
  readonly error?: { readonly issues: readonly { readonly message: string }[] } | undefined;
};
const checked = (typed: string, parsed: Parsed, missing: string): Checked<string> => {
  if (parsed.success && parsed.data !== undefined) return { ok: true, value: parsed.data };
  return wrong(typed.trim() === '' ? missing : (parsed.error?.issues[0]?.message ?? missing));
};

/** Twenty letters and digits, without dashes. */
export const checkCode = (typed: string): Checked<string> =>
  checked(typed, SetupCode.safeParse(typed), words.codeMissing);

export const checkEmail = (typed: string): Checked<string> =>
  checked(typed, Email.safeParse(typed), words.emailMissing);

/** Eight digits. */
export const checkMailed = (typed: string): Checked<string> =>
  checked(typed, MailedCode.safeParse(typed), words.mailedWrong);

/** Groups of five, as the code is printed; all characters except letters and digits are removed. */
export const groupCode = (typed: string): string =>
  (
    setupCodeIn(typed)
      .slice(0, 20)
      .match(/.{1,5}/g) ?? []
  ).join('-');
