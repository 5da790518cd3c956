import { randomBytes } from 'node:crypto';

export type SidKind = 'CA' | 'CF' | 'RE';

// Never seeded: a database that outlives the carrier must not meet the same SID twice.
export const newSid = (kind: SidKind): string => `${kind}${randomBytes(16).toString('hex')}`;

export const isSid = (kind: SidKind, text: string): boolean => new RegExp(`^${kind}[0-9a-f]{32}$`).test(text);
