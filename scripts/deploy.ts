// `npm run deploy -- --origin https://…`: an installation on Cloudflare. An admin enters the Twilio account later, in
// the extension. `--mail-from` or `--mail-url` lets it send mail from then on (`none` turns mail off again).
// `--new-sealing-key` adds a key that seals secrets from then on. `--dry-run` builds everything the command would
// send, and neither needs nor uses the network.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { ANCHOR_PREFIX } from '../shared/audit/anchor.ts';
import { DEPLOYED_CONFIG } from './database.ts';
import { deployConfig, mailOf, nextSealingKey, originOf, resourcesOf } from './deploy-config.ts';
import { ROOT, runTool } from './process.ts';
import { newSealingKey } from './seal.ts';
import { QUIET_WRANGLER } from './wrangler.ts';

const NO_DATABASE = '00000000-0000-4000-8000-000000000000';
const DRY_CONFIG = join(ROOT, 'wrangler.dry-run.toml');
const EXTENSION = 'dist/deploy/chrome-mv3';

const { values } = parseArgs({
  options: {
    origin: { type: 'string' },
    'mail-from': { type: 'string' },
    'mail-url': { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    yes: { type: 'boolean', default: false },
    'new-sealing-key': { type: 'boolean', default: false },
  },
});

const stop = (words: string): never => {
  console.error(words);
  process.exit(1);
};

const wrangler = async (what: string, args: readonly string[]): Promise<string> => {
  process.stderr.write(`${what} …\n`);
  const { code, stdout, output } = await runTool('wrangler', args, { env: QUIET_WRANGLER });
  return code === 0 ? stdout : stop(`${what} failed:\n${output}`);
};

const buildExtension = async (origin: string) => {
  process.stderr.write(`Building the extension for ${origin} …\n`);
  const { code, output } = await runTool('wxt', ['build'], { env: { RINGSIDE_ORIGIN: origin } });
  if (code !== 0) stop(`Building the extension failed:\n${output}`);
};

const toml = readFileSync(join(ROOT, 'wrangler.toml'), 'utf8');
const resources = resourcesOf(toml);
const origin =
  originOf(values.origin ?? process.env.RINGSIDE_ORIGIN ?? '') ??
  stop(
    'Say where the Worker will answer: npm run deploy -- --origin https://ringside.<your-subdomain>.workers.dev\n' +
      '(the subdomain is in the Cloudflare dashboard under Workers; a domain of your own needs a route to the Worker).',
  );

// Earlier mail options are kept: an update must not turn mail off.
const deployed = existsSync(DEPLOYED_CONFIG) ? readFileSync(DEPLOYED_CONFIG, 'utf8') : undefined;
const installation = {
  origin,
  ...mailOf({ mailFrom: values['mail-from'], mailUrl: values['mail-url'] }, deployed),
};

const dryRun = async () => {
  writeFileSync(DRY_CONFIG, deployConfig(toml, installation, NO_DATABASE));
  try {
    const args = ['deploy', '--dry-run', '--outdir', 'dist/worker', '--config', DRY_CONFIG];
    await wrangler('Building the Worker', args);
  } finally {
    rmSync(DRY_CONFIG, { force: true });
  }
  await buildExtension(origin);
  console.log(`Built, nothing sent: the Worker in dist/worker, the extension in ${EXTENSION}.`);
};

const Databases = z.array(z.object({ name: z.string(), uuid: z.string() }));
const databaseId = async (): Promise<string | undefined> =>
  Databases.parse(JSON.parse(await wrangler('Listing the databases', ['d1', 'list', '--json']))).find(
    each => each.name === resources.database,
  )?.uuid;

/** `kind` is wrangler's own command. Creates the names that are missing from its list. */
const ensure = async (kind: readonly string[], names: readonly string[]) => {
  if (names.length === 0) return;
  const there = (await wrangler(`Listing ${kind.join(' ')}`, [...kind, 'list'])).split(/[\s│|]+/);
  for (const name of names)
    if (!there.includes(name)) await wrangler(`Creating ${name}`, [...kind, 'create', name]);
};

const ANCHOR_LOCK = 'audit-anchors';
/** Locks the anchors of the audit log: nobody can overwrite or delete them, not even the Worker. */
const lockAnchors = async () => {
  for (const bucket of resources.buckets) {
    const rules = await wrangler(`Looking up the locks of ${bucket}`, [
      'r2',
      'bucket',
      'lock',
      'list',
      bucket,
    ]);
    if (rules.includes(ANCHOR_LOCK)) continue;
    const rule = [bucket, ANCHOR_LOCK, ANCHOR_PREFIX, '--retention-indefinite', '--force'];
    await wrangler(`Locking ${ANCHOR_PREFIX} in ${bucket}`, ['r2', 'bucket', 'lock', 'add', ...rule]);
  }
};

const question = async (text: string): Promise<string> => {
  const line = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await line.question(text)).trim();
  } finally {
    line.close();
  }
};

const Secrets = z.array(z.object({ name: z.string() }));

/**
 * The sealing key to add, as the text of a secrets file; undefined if there is one and no new one is wanted. An
 * unreadable list is not treated as empty: overwriting a key would lose every secret sealed with it.
 */
const sealingKeyToAdd = async (config: readonly string[]): Promise<string | undefined> => {
  const { code, stdout, output } = await runTool('wrangler', ['secret', 'list', ...config], {
    env: QUIET_WRANGLER,
  });
  const isNew = code !== 0 && /10007|does not exist|not found/i.test(output);
  if (code !== 0 && !isNew) return stop(`Listing the secrets failed:\n${output}`);
  const names = isNew ? [] : Secrets.parse(JSON.parse(stdout)).map(({ name }) => name);
  const { known, next } = nextSealingKey(names);
  if (known > 0 && !values['new-sealing-key']) return undefined;
  process.stderr.write(`Generating SEALING_KEY_${next} …\n`);
  return JSON.stringify({ [`SEALING_KEY_${next}`]: newSealingKey() });
};

const deployWorker = async (config: readonly string[]) => {
  const key = await sealingKeyToAdd(config);
  const folder = mkdtempSync(join(tmpdir(), 'ringside-deploy-'));
  const secrets = join(folder, 'secrets.json');
  if (key) writeFileSync(secrets, key, { mode: 0o600 });
  try {
    await wrangler('Deploying the Worker', [
      'deploy',
      ...config,
      ...(key ? ['--secrets-file', secrets] : []),
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const confirm = async () => {
  const { worker, database, buckets, queues } = resources;
  const mail = installation.mailUrl
    ? `through ${installation.mailUrl}`
    : installation.mailFrom
      ? `from ${installation.mailFrom}`
      : 'none: codes are copied by hand (--mail-from or --mail-url)';
  console.error(`
In your Cloudflare account, this creates what is missing and updates what exists:
  Worker     ${worker}, at ${origin}
  Database   ${database} (D1), with its migrations
  Buckets    ${buckets.join(', ') || 'none'} (R2)
  Queues     ${queues.join(', ') || 'none'}
  Mail       ${mail}
`);
  if (values.yes) return;
  if (!process.stdin.isTTY) stop('Add --yes to continue without being asked.');
  if (!/^y(es)?$/i.test(await question('Continue? (y/N) '))) stop('Nothing was changed.');
};

const deploy = async () => {
  const { output } = await runTool('wrangler', ['whoami'], { env: QUIET_WRANGLER });
  if (/not authenticated/i.test(output)) {
    stop('Not signed in to Cloudflare. Run npx wrangler login, or set CLOUDFLARE_API_TOKEN.');
  }
  await confirm();

  if (!(await databaseId())) await wrangler('Creating the database', ['d1', 'create', resources.database]);
  await ensure(['r2', 'bucket'], resources.buckets);
  await lockAnchors();
  await ensure(['queues'], resources.queues);
  const id = (await databaseId()) ?? stop('The database was created but is not listed. Run this again.');
  writeFileSync(DEPLOYED_CONFIG, deployConfig(toml, installation, id));
  const config = ['--config', DEPLOYED_CONFIG];
  await wrangler('Migrating the database', ['d1', 'migrations', 'apply', 'DB', '--remote', ...config]);

  await deployWorker(config);
  await buildExtension(origin);
  console.log(`
Deployed. Next steps:

  1. Make a setup code for the first person, who owns the workspace:
       npm run setup-code -- --remote --email you@example.com --name "Your Name" --workspace "Your company"
  2. The extension is in ${EXTENSION}: load it at chrome://extensions, or pack it for your store.
  3. Its first page asks for ${origin} and that code; its Settings ask for the Twilio account.`);
};

await (values['dry-run'] ? dryRun() : deploy());
