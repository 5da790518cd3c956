// `npm run plan -- --organization NAME --without dialer,whatsapp`: sets what an organization's plan leaves out
// (F047). Without `--without` nothing is left out, as in every new organization. `--remote` writes to the
// installation that was deployed from here, otherwise to this machine's.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { Entitlement } from '../shared/workspace/plan.ts';
import { type Database, migrate, query } from './database.ts';
import { homeFolder } from './home.ts';
import { literal, planNoteSql } from './setup-code-sql.ts';

const { values } = parseArgs({
  options: {
    organization: { type: 'string' },
    without: { type: 'string', default: '' },
    remote: { type: 'boolean', default: false },
  },
});

// A provider who runs Ringside for customers has more organizations than fit on a screen.
const MOST_NAMED = 20;

const stop = (words: string): never => {
  console.error(words);
  process.exit(1);
};

const name =
  values.organization ?? stop('Say whose plan: npm run plan -- --organization "Acme" --without dialer');
const named = values.without.split(',').flatMap(each => each.trim() || []);
const parsed = z.array(Entitlement).safeParse(named);
const withheld = parsed.success
  ? parsed.data
  : stop(`A plan can leave out ${Entitlement.options.join(', ')}; not ${named.join(', ')}.`);
const folder = join(homeFolder(), 'worker');
const database: Database = values.remote ? 'remote' : { folder };
if (!values.remote) await migrate(folder);
const [changed] = await query(
  database,
  `UPDATE organization SET withheld = ${literal(JSON.stringify(withheld))} WHERE name = ${literal(name)} RETURNING id;`,
  [planNoteSql(name, withheld, Date.now())],
);
if (!changed) {
  const rows = await query(database, `SELECT name FROM organization ORDER BY name LIMIT ${MOST_NAMED};`);
  const there = rows.map(each => each.name).join(', ') || 'none yet';
  stop(`No organization is called ${name}. There are: ${there}.`);
}
console.error(
  withheld.length === 0
    ? `The plan of ${name} includes everything.`
    : `The plan of ${name} leaves out: ${withheld.join(', ')}. Calls in progress continue.`,
);
