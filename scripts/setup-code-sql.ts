// A setup code signs in one browser as one member, once, within 30 minutes. Anybody who may write to the database
// can make one, in the same way on this machine and in a real installation.
import { createHash, randomBytes } from 'node:crypto';
import { MemberId, NumberId, newId, OrganizationId, randomTail, WorkspaceId } from '../shared/ids.ts';

const CODE_LENGTH = 20;
const CODE_LIFE_MS = 30 * 60_000;

/** A value as an SQLite literal. */
export const literal = (value: string | number | null): string => {
  if (value === null) return 'NULL';
  if (typeof value === 'number') return String(value);
  if (value.includes('\0')) throw new Error('Text with a NUL character cannot be stored in the database.');
  return `'${value.replaceAll("'", "''")}'`;
};

/** INSERT of one row, column by column. */
export const insert = (table: string, row: Readonly<Record<string, string | number | null>>): string =>
  `INSERT INTO "${table}" (${Object.keys(row).join(', ')}) VALUES (${Object.values(row).map(literal).join(', ')});`;

/** 20 letters and digits in groups of five. */
export const newSetupCode = (): string =>
  (randomTail(randomBytes).slice(0, CODE_LENGTH).toUpperCase().match(/.{5}/g) ?? []).join('-');

const hashOf = (code: string): string => createHash('sha256').update(code.replaceAll('-', '')).digest('hex');

/** The member with this email; for a person in several workspaces, their first membership. */
const fromMember = (email: string): string =>
  `FROM member JOIN user ON user.id = member.user_id
   WHERE user.email = ${literal(email.toLowerCase())} AND member.removed_at IS NULL
   ORDER BY member.created_at LIMIT 1`;

/** Stores the hash of a code for the member with this email; returns a row with the member's id, or none. */
export const setupCodeSql = (email: string, code: string, now: number): string =>
  `INSERT INTO setup_code (code_hash, member_id, created_at, expires_at)
   SELECT ${literal(hashOf(code))}, member.id, ${now}, ${now + CODE_LIFE_MS}
   ${fromMember(email)}
   RETURNING member_id;`;

/** The audit entry for a code made with write access to the database, inserted before the code itself. */
export const codeNoteSql = (email: string, now: number): string =>
  `INSERT INTO audit_entry (workspace_id, at, act, target, after, request_id)
   SELECT member.workspace_id, ${now}, 'setup.code', member.id, ${literal(JSON.stringify({ email }))}, 'command line'
   ${fromMember(email)};`;

/** The audit entries for a changed plan, in every workspace of the organization. */
export const planNoteSql = (organization: string, withheld: readonly string[], now: number): string =>
  `INSERT INTO audit_entry (workspace_id, at, act, before, after, request_id)
   SELECT workspace.id, ${now}, 'setup.plan', organization.withheld, ${literal(JSON.stringify(withheld))}, 'command line'
   FROM workspace JOIN organization ON organization.id = workspace.organization_id
   WHERE organization.name = ${literal(organization)};`;

export type Person = { readonly name: string; readonly email: string; readonly role: string };

export const memberSql = (workspaceId: string, person: Person, now: number): string => {
  const userId = `user_${randomTail(randomBytes)}`;
  return [
    insert('user', { id: userId, email: person.email.toLowerCase(), created_at: now }),
    insert('member', {
      id: newId(MemberId, 'mem', randomBytes),
      workspace_id: workspaceId,
      user_id: userId,
      role: person.role,
      name: person.name,
      created_at: now,
    }),
  ].join('\n');
};

/** A number the workspace may call from; `carrierSid` if it is known. */
export const numberSql = (
  workspaceId: string,
  { e164, name, carrierSid = null }: { e164: string; name: string; carrierSid?: string | null },
  now: number,
): string =>
  insert('number', {
    id: newId(NumberId, 'num', randomBytes),
    workspace_id: workspaceId,
    e164,
    name,
    carrier_sid: carrierSid,
    created_at: now,
  });

export type Founding = {
  readonly workspace: string;
  readonly country: string;
  readonly now: number;
};

/** An organization with its first workspace: the first rows of an empty database. */
export const foundingSql = ({ workspace, country, now }: Founding) => {
  const organizationId = newId(OrganizationId, 'org', randomBytes);
  const workspaceId = newId(WorkspaceId, 'ws', randomBytes);
  const webhookKey = randomTail(randomBytes);
  const sql = [
    insert('organization', { id: organizationId, name: workspace, created_at: now }),
    insert('workspace', {
      id: workspaceId,
      organization_id: organizationId,
      name: workspace,
      country,
      webhook_key: webhookKey,
      created_at: now,
    }),
  ].join('\n');
  return { workspaceId, webhookKey, sql };
};
