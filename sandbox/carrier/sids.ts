import { randomBytes } from 'node:crypto';
import { dice, hash } from './dice.ts';

export type SidKind =
  | 'CA'
  | 'CF'
  | 'RE'
  | 'AP'
  | 'QU'
  | 'MZ'
  | 'GT'
  | 'VX'
  | 'TR'
  | 'SK'
  | 'PN'
  | 'KX'
  | 'ZY';

// Never seeded in real time: a database that outlives the carrier must not see the same SID twice.
export const newSid = (kind: SidKind): string => `${kind}${randomBytes(16).toString('hex')}`;

/** The same seed gives the same SIDs in the same order: for runs in virtual time that must be repeatable. */
export const seededSids = (seed: number): ((kind: SidKind) => string) => {
  const next = dice(hash(`sids ${seed}`));
  const word = () =>
    Math.floor(next() * 0x100000000)
      .toString(16)
      .padStart(8, '0');
  return kind => kind + word() + word() + word() + word();
};

export const isSid = (kind: SidKind, text: string): boolean => new RegExp(`^${kind}[0-9a-f]{32}$`).test(text);
