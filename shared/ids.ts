import * as z from 'zod';

// 26 characters of a 32-letter alphabet without look-alikes: 130 bits, so an id cannot be guessed.
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 26;

const branded = <P extends string, B extends string>(prefix: P, _brand: B) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[${ALPHABET}]{${LENGTH}}$`))
    .brand<B>();

export const OrganizationId = branded('org', 'OrganizationId');
export type OrganizationId = z.infer<typeof OrganizationId>;
export const WorkspaceId = branded('ws', 'WorkspaceId');
export type WorkspaceId = z.infer<typeof WorkspaceId>;
export const MemberId = branded('mem', 'MemberId');
export type MemberId = z.infer<typeof MemberId>;
export const InvitationId = branded('inv', 'InvitationId');
export type InvitationId = z.infer<typeof InvitationId>;
export const SessionId = branded('sess', 'SessionId');
export type SessionId = z.infer<typeof SessionId>;
export const ContactId = branded('cont', 'ContactId');
export type ContactId = z.infer<typeof ContactId>;
export const NumberId = branded('num', 'NumberId');
export type NumberId = z.infer<typeof NumberId>;
export const CallId = branded('call', 'CallId');
export type CallId = z.infer<typeof CallId>;
export const RoomName = branded('room', 'RoomName');
export type RoomName = z.infer<typeof RoomName>;

/** Random bytes from the platform (crypto.getRandomValues) or a seeded source in tests. */
export type RandomBytes = (length: number) => Uint8Array;

/** 26 characters of randomness: the tail of every id, and the whole of a secret (130 bits). */
export const randomTail = (random: RandomBytes): string => {
  let tail = '';
  for (const byte of random(LENGTH)) tail += ALPHABET[byte % ALPHABET.length];
  return tail;
};

export const newId = <S extends z.ZodType<string>>(
  schema: S,
  prefix: string,
  random: RandomBytes,
): z.infer<S> => schema.parse(`${prefix}_${randomTail(random)}`);

/** A Twilio SID: two letters that say the kind, then 32 hex digits. */
const sid = <B extends string>(kind: string, _brand: B) =>
  z
    .string()
    .regex(new RegExp(`^${kind}[0-9a-f]{32}$`))
    .brand<B>();
export const CallSid = sid('CA', 'CallSid');
export type CallSid = z.infer<typeof CallSid>;
export const ConferenceSid = sid('CF', 'ConferenceSid');
export type ConferenceSid = z.infer<typeof ConferenceSid>;
export const RecordingSid = sid('RE', 'RecordingSid');
export type RecordingSid = z.infer<typeof RecordingSid>;
export const AccountSid = sid('AC', 'AccountSid');
export type AccountSid = z.infer<typeof AccountSid>;
