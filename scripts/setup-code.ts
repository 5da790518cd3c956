// `npm run setup-code -- --email rep@example.com`: prints a code that signs one browser in as that member.
// On an empty database it first makes the owner: `--name`, `--workspace` and `--account-sid` say who and where, and
// each `--number +12125550123` what may be called from.
// `--remote` writes to the installation that was deployed from here, otherwise to this machine's (`.ringside/`).
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { E164 } from '../shared/numbers/contract.ts';
import { type Database, DEPLOYED_CONFIG, migrate, query } from './database.ts';
import { homeFolder } from './home.ts';
import { foundingSql, literal, memberSql, newSetupCode, numberSql, setupCodeSql } from './setup-code-sql.ts';

const { values } = parseArgs({
  options: {
    email: { type: 'string' },
    name: { type: 'string' },
    workspace: { type: 'string' },
    country: { type: 'string', default: 'US' },
    'account-sid': { type: 'string' },
    number: { type: 'string', multiple: true, default: [] },
    remote: { type: 'boolean', default: false },
    local: { type: 'boolean', default: false },
  },
});

const stop = (words: string): never => {
  console.error(words);
  process.exit(1);
};

const email = values.email ?? stop('Say who it is for: npm run setup-code -- --email rep@example.com');
const folder = join(homeFolder(), 'worker');
const database: Database = values.remote ? 'remote' : { folder };
if (!values.remote) await migrate(folder);

/** Where the deployed Worker answers. */
const publicUrl = (): string => {
  const config = existsSync(DEPLOYED_CONFIG) ? readFileSync(DEPLOYED_CONFIG, 'utf8') : '';
  return /^PUBLIC_URL = "(.*)"$/m.exec(config)?.[1] ?? 'https://…';
};

const founding = (now: number): string => {
  const { name, workspace, 'account-sid': accountSid } = values;
  if (!name || !workspace || !accountSid) {
    return stop(
      'The database is empty. To make its owner, add --name "Full Name" --workspace "Company" --account-sid AC…',
    );
  }
  const { workspaceId, webhookKey, sql } = foundingSql({
    workspace,
    country: values.country,
    accountSid,
    now,
  });
  const numbers = values.number.map((text, index) => {
    const e164 = E164.safeParse(text).data ?? stop(`${text} is not a number in the form +12125550123.`);
    return numberSql(workspaceId, { e164, name: e164 }, now + index);
  });
  const path = `/webhooks/${webhookKey}/voice`;
  if (values.remote)
    console.error(`Voice URL for the TwiML app in Twilio's console: ${publicUrl()}${path}\n`);
  return [sql, memberSql(workspaceId, { name, email, role: 'owner' }, now), ...numbers, ''].join('\n');
};

const [known] = await query(
  database,
  `SELECT (SELECT count(*) FROM organization) AS organizations,
          (SELECT count(*) FROM user WHERE email = ${literal(email.toLowerCase())}) AS people;`,
);
if (known?.people === 0 && known.organizations !== 0) stop(`No member has the e-mail ${email}.`);

const now = Date.now();
const code = newSetupCode();
const [made] = await query(
  database,
  `${known?.people === 0 ? founding(now) : ''}${setupCodeSql(email, code, now)}`,
);
if (!made) stop(`${email} is not a member any more.`);
console.error(`Valid for 30 minutes, once, for ${email}:`);
console.log(code);
