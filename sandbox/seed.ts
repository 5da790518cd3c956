// The sandbox's initial database: one company, its people, its numbers and the contacts of the demo CRM.
import { randomBytes } from 'node:crypto';
import { sealed } from '../scripts/seal.ts';
import {
  foundingSql,
  insert,
  memberSql,
  newSetupCode,
  numberSql,
  type Person,
  setupCodeSql,
} from '../scripts/setup-code-sql.ts';
import { ContactId, newId } from '../shared/ids.ts';
import { foldAll } from '../shared/search/fold.ts';
import type { Credentials } from './credentials.ts';
import { CONTACTS } from './people/contacts.ts';

export const WORKSPACE = 'Northwind Sales';
export const OWNER: Person = { name: 'Olivia Grant', email: 'olivia@northwind.example', role: 'owner' };
export const REPS: readonly Person[] = [
  { name: 'Sam Rivera', email: 'sam@northwind.example', role: 'agent' },
  { name: 'Ada Lindqvist', email: 'ada@northwind.example', role: 'agent' },
];
/** Three area codes, so that local presence has something to choose from. */
export const NUMBERS = [
  { e164: '+12125550200', name: 'New York' },
  { e164: '+14155550200', name: 'San Francisco' },
  { e164: '+13125550200', name: 'Chicago' },
];

type Extra = { readonly person: Person; readonly code: string };

/** Additional reps, each with a setup code: tests give each browser its own. */
const extraReps = (count: number, before = 0): Extra[] =>
  Array.from({ length: count }, (_, index) => before + index + 1).map(n => ({
    person: { name: `Rep ${n}`, email: `rep-${n}@northwind.example`, role: 'agent' },
    code: newSetupCode(),
  }));

const codesOf = (extra: readonly Extra[]) =>
  extra.map(({ person, code }) => ({ email: person.email, name: person.name, code }));

/** The SQL that adds reps to a database that already has some. */
export const moreRepsSql = (workspaceId: string, count: number, before: number, now: number) => {
  const extra = extraReps(count, before);
  const sql = extra
    .flatMap(({ person, code }) => [
      memberSql(workspaceId, person, now),
      setupCodeSql(person.email, code, now),
    ])
    .join('\n');
  return { sql, reps: codesOf(extra) };
};

/** The sandbox carrier's account, as an admin would have entered it. */
export const accountSql = (workspaceId: string, credentials: Credentials): string => {
  const { accountSid, authToken, apiKeySid, apiKeySecret, appSid, sealingKey } = credentials;
  const row = insert('carrier_account', {
    workspace_id: workspaceId,
    account_sid: accountSid,
    auth_token: sealed(sealingKey, { workspaceId, name: 'auth_token' }, authToken),
    api_key_sid: apiKeySid,
    api_key_secret: sealed(sealingKey, { workspaceId, name: 'api_key_secret' }, apiKeySecret),
    app_sid: appSid,
    dialer_enabled: 1,
    kind: 'full',
  });
  return row.replace('INSERT INTO', 'INSERT OR REPLACE INTO');
};

/** The initial data of an installation that nobody has set up: its owner, and nothing else. */
export const bareSql = (now: number) => {
  const founded = foundingSql({ workspace: WORKSPACE, country: 'US', now });
  const sql = [founded.sql, memberSql(founded.workspaceId, OWNER, now)].join('\n');
  return { sql, workspaceId: founded.workspaceId, webhookKey: founded.webhookKey, reps: [] };
};

/** The SQL that fills an empty database. Creation times are 1 ms apart, so that "oldest first" is this order. */
export const seedSql = (now: number, reps = 0) => {
  const founded = foundingSql({ workspace: WORKSPACE, country: 'US', now });
  const workspace_id = founded.workspaceId;
  const extra = extraReps(reps);
  const numbers = NUMBERS.map(({ e164, name }, index) =>
    numberSql(workspace_id, { e164, name, carrierSid: `PN${randomBytes(16).toString('hex')}` }, now + index),
  );
  const contacts = CONTACTS.flatMap(({ name, company, email, e164 }, index) => {
    const id = newId(ContactId, 'cont', randomBytes);
    return [
      insert('contact', {
        id,
        workspace_id,
        name,
        company,
        email,
        source: 'sandbox',
        created_at: now + index,
        search: foldAll([name, company, email]),
      }),
      insert('contact_phone', { workspace_id, e164, contact_id: id }),
    ];
  });
  const sql = [
    founded.sql,
    ...[OWNER, ...REPS, ...extra.map(each => each.person)].map((person, index) =>
      memberSql(workspace_id, person, now + index),
    ),
    ...extra.map(({ person, code }) => setupCodeSql(person.email, code, now)),
    ...numbers,
    ...contacts,
  ].join('\n');
  return {
    sql,
    workspaceId: workspace_id,
    webhookKey: founded.webhookKey,
    reps: codesOf(extra),
  };
};
