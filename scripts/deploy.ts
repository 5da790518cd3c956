// `npm run deploy -- --origin https://…`: an installation with a real Twilio account, on Cloudflare.
// `--dry-run` builds everything it would send, and neither needs nor touches the network.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { askSettings, question, type Setting } from './ask-settings.ts';
import { DEPLOYED_CONFIG } from './database.ts';
import { deployConfig, type Installation, originOf, resourcesOf } from './deploy-config.ts';
import { ROOT, runTool } from './process.ts';
import { QUIET_WRANGLER } from './wrangler.ts';

const SETTINGS: readonly Setting[] = [
  { name: 'TWILIO_ACCOUNT_SID', what: 'the SID of the Twilio account', like: /^AC[0-9a-f]{32}$/ },
  { name: 'TWILIO_API_KEY_SID', what: 'the SID of an API key of it', like: /^SK[0-9a-f]{32}$/ },
  { name: 'TWILIO_API_KEY_SECRET', what: 'the secret of that key', like: /^\S{20,}$/, secret: true },
  { name: 'TWILIO_APP_SID', what: 'the SID of a TwiML app', like: /^AP[0-9a-f]{32}$/ },
  { name: 'TWILIO_AUTH_TOKEN', what: 'the auth token of the account', like: /^\S{20,}$/, secret: true },
];
const NO_DATABASE = '00000000-0000-4000-8000-000000000000';
const DRY_CONFIG = join(ROOT, 'wrangler.dry-run.toml');
const EXTENSION = 'dist/deploy/chrome-mv3';

const { values } = parseArgs({
  options: {
    origin: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    yes: { type: 'boolean', default: false },
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

const dryRun = async () => {
  const to: Installation = { origin, accountSid: '', apiKeySid: '', appSid: '' };
  writeFileSync(DRY_CONFIG, deployConfig(toml, to, NO_DATABASE));
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
  Databases.parse(JSON.parse(await wrangler('Looking at the databases', ['d1', 'list', '--json']))).find(
    each => each.name === resources.database,
  )?.uuid;

/** `kind` is wrangler's own command; creates what its list does not name. */
const ensure = async (kind: readonly string[], names: readonly string[]) => {
  if (names.length === 0) return;
  const there = (await wrangler(`Looking at ${kind.join(' ')}`, [...kind, 'list'])).split(/[\s│|]+/);
  for (const name of names)
    if (!there.includes(name)) await wrangler(`Creating ${name}`, [...kind, 'create', name]);
};

const confirm = async () => {
  const { worker, database, buckets, queues } = resources;
  console.error(`
This creates in your Cloudflare account what is not there yet, and updates what is:
  Worker     ${worker}, at ${origin}
  Database   ${database} (D1), with its migrations
  Buckets    ${buckets.join(', ') || 'none'} (R2)
  Queues     ${queues.join(', ') || 'none'}
`);
  if (values.yes) return;
  if (!process.stdin.isTTY) stop('Add --yes to go on without being asked.');
  if (!/^y(es)?$/i.test(await question('Go on? (y/N) '))) stop('Nothing was changed.');
};

const deploy = async () => {
  const { output } = await runTool('wrangler', ['whoami'], { env: QUIET_WRANGLER });
  if (/not authenticated/i.test(output)) {
    stop('Not signed in to Cloudflare. Run npx wrangler login, or set CLOUDFLARE_API_TOKEN.');
  }
  const settings = await askSettings(SETTINGS).catch((error: Error) => stop(error.message));
  const of = (name: string) => settings[name] ?? '';
  await confirm();

  if (!(await databaseId())) await wrangler('Creating the database', ['d1', 'create', resources.database]);
  await ensure(['r2', 'bucket'], resources.buckets);
  await ensure(['queues'], resources.queues);
  const id = (await databaseId()) ?? stop('The database was created, and is not in the list.');
  const to: Installation = {
    origin,
    accountSid: of('TWILIO_ACCOUNT_SID'),
    apiKeySid: of('TWILIO_API_KEY_SID'),
    appSid: of('TWILIO_APP_SID'),
  };
  writeFileSync(DEPLOYED_CONFIG, deployConfig(toml, to, id));
  const config = ['--config', DEPLOYED_CONFIG];
  await wrangler('Migrating the database', ['d1', 'migrations', 'apply', 'DB', '--remote', ...config]);

  const folder = mkdtempSync(join(tmpdir(), 'ringside-deploy-'));
  const secrets = join(folder, 'secrets.json');
  const secret = SETTINGS.filter(each => each.secret).map(({ name }) => [name, of(name)]);
  writeFileSync(secrets, JSON.stringify(Object.fromEntries(secret)), { mode: 0o600 });
  try {
    await wrangler('Deploying the Worker', ['deploy', ...config, '--secrets-file', secrets]);
  } finally {
    rmSync(folder, { recursive: true });
  }
  await buildExtension(origin);
  console.log(`
Deployed. What is left:

  1. The first person, who owns the workspace; it also says the voice URL for the TwiML app in Twilio's console:
       npm run setup-code -- --remote --email you@example.com --name "Your Name" --workspace "Your company" \\
         --account-sid ${to.accountSid} --number +12125550123
  2. The extension is in ${EXTENSION}: load it by chrome://extensions, or pack it for your store.
  3. Its first page asks for ${origin} and that code.`);
};

await (values['dry-run'] ? dryRun() : deploy());
