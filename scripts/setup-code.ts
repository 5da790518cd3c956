// `npm run setup-code -- --email rep@example.com`: prints a code that signs in one browser as that member.
// On an empty database it first creates the owner and the workspace, as named by `--name` and `--workspace`.
// `--remote` writes to the installation that was deployed from here, otherwise to this machine's (`.ringside/`).
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Database, migrate, query } from './database.ts';
import { homeFolder } from './home.ts';
import {
  codeNoteSql,
  foundingSql,
  literal,
  memberSql,
  newSetupCode,
  setupCodeSql,
} from './setup-code-sql.ts';

const { values } = parseArgs({
  options: {
    email: { type: 'string' },
    name: { type: 'string' },
    workspace: { type: 'string' },
    country: { type: 'string', default: 'US' },
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

const founding = (now: number): string => {
  const { name, workspace, country } = values;
  if (!name || !workspace)
    return stop('The database is empty. To create its owner, add --name "Full Name" --workspace "Company"');
  const { workspaceId, sql } = foundingSql({ workspace, country, now });
  return [sql, memberSql(workspaceId, { name, email, role: 'owner' }, now)].join('\n');
};

const [known] = await query(
  database,
  `SELECT (SELECT count(*) FROM organization) AS organizations,
          (SELECT count(*) FROM user WHERE email = ${literal(email.toLowerCase())}) AS people;`,
);
if (known?.people === 0 && known.organizations !== 0) stop(`No member has the email ${email}.`);

const now = Date.now();
const code = newSetupCode();
const [made] = await query(database, setupCodeSql(email, code, now), [
  ...(known?.people === 0 ? [founding(now)] : []),
  codeNoteSql(email, now),
]);
if (!made) stop(`${email} is no longer a member.`);
console.error(
  `Valid for 30 minutes, once, for ${email}. Enter it in the extension: Connect, in the side panel.`,
);
console.log(code);
