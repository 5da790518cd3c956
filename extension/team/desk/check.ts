/** What is wrong with what was typed, before anything is sent. Pure. */
import { SetupCode } from '../../../shared/team/contract.ts';
import { words } from './words.ts';

/** Where this build may talk to: its one Worker, or anything on this machine. */
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

export type Checked = {
  /** The Worker's origin, when it is one. */
  readonly address?: string;
  readonly addressWrong?: string;
  readonly codeWrong?: string;
};

const checkAddress = (typed: string, reach: Reach): Pick<Checked, 'address' | 'addressWrong'> => {
  if (reach.fixed) return { address: reach.address };
  const text = typed.trim();
  if (text === '') return { addressWrong: words.addressMissing };
  const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `http://${text}`);
  if (!url || !/^https?:$/.test(url.protocol)) return { addressWrong: words.addressWrong };
  if (!HERE.includes(url.hostname)) return { addressWrong: words.addressNotHere };
  return { address: url.origin };
};

export const check = (address: string, code: string, reach: Reach): Checked => {
  const parsed = SetupCode.safeParse(code);
  const codeWrong = parsed.success
    ? undefined
    : code.trim() === ''
      ? words.codeMissing
      : (parsed.error.issues[0]?.message ?? words.codeNotValid);
  return { ...checkAddress(address, reach), codeWrong };
};

/** Groups of five, as the code is printed; anything that is no letter or digit goes. */
export const groupCode = (typed: string): string =>
  (
    typed
      .toUpperCase()
      .replace(/[^0-9A-Z]/g, '')
      .slice(0, 20)
      .match(/.{1,5}/g) ?? []
  ).join('-');
