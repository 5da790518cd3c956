// What an installation is made of, read from wrangler.toml, and the configuration that is deployed: the same file
// with the address and the database of this one installation filled in.

export type Installation = {
  /** `https://host`, where the Worker will answer: carriers call it back and sign for it. */
  readonly origin: string;
  /** The sender of its mail: an address of a domain that was set up for Cloudflare's Email Sending. */
  readonly mailFrom?: string;
  /** An address that takes its mail as JSON, instead of Cloudflare. */
  readonly mailUrl?: string;
};

/** The mail options of the command line: undefined keeps the earlier setting, `none` turns mail off. */
type Asked = { readonly mailFrom?: string | undefined; readonly mailUrl?: string | undefined };

/** How an installation sends mail: by the options given now, otherwise as in the last deployed configuration. */
export const mailOf = (
  asked: Asked,
  deployed: string | undefined,
): Pick<Installation, 'mailFrom' | 'mailUrl'> => {
  const was = (key: string) => (deployed === undefined ? undefined : valuesOf(deployed, key)[0]);
  const now = (wanted: string | undefined, key: string) =>
    wanted === undefined ? was(key) : wanted === 'none' ? undefined : wanted;
  const [mailFrom, mailUrl] = [now(asked.mailFrom, 'MAIL_FROM'), now(asked.mailUrl, 'MAIL_URL')];
  return { ...(mailFrom ? { mailFrom } : {}), ...(mailUrl ? { mailUrl } : {}) };
};

export type Resources = {
  readonly worker: string;
  readonly database: string;
  readonly buckets: readonly string[];
  readonly queues: readonly string[];
};

const valuesOf = (toml: string, key: string): string[] => [
  ...new Set([...toml.matchAll(new RegExp(`^${key} = "([^"]+)"$`, 'gm'))].map(([, value = '']) => value)),
];

const oneOf = (toml: string, key: string): string => {
  const [value] = valuesOf(toml, key);
  if (!value) throw new Error(`wrangler.toml has no ${key}.`);
  return value;
};

/** What has to exist in the Cloudflare account before the Worker can be deployed. */
export const resourcesOf = (toml: string): Resources => ({
  worker: oneOf(toml, 'name'),
  database: oneOf(toml, 'database_name'),
  buckets: valuesOf(toml, 'bucket_name'),
  queues: [...new Set([...valuesOf(toml, 'queue'), ...valuesOf(toml, 'dead_letter_queue')])],
});

const fill = (toml: string, key: string, value: string): string => {
  const line = new RegExp(`^${key} = ".*"$`, 'm');
  if (!line.test(toml)) throw new Error(`wrangler.toml has no ${key}.`);
  return toml.replace(line, () => `${key} = ${JSON.stringify(value)}`);
};

// Bound only if mail is wanted, because not every account has Email Sending.
const SENDING = '\n[[send_email]]\nname = "EMAIL"\n';

export const deployConfig = (toml: string, to: Installation, databaseId: string): string => {
  const { origin, mailFrom, mailUrl } = to;
  const values = {
    PUBLIC_URL: origin,
    database_id: databaseId,
    ...(mailFrom ? { MAIL_FROM: mailFrom } : {}),
    ...(mailUrl ? { MAIL_URL: mailUrl } : {}),
  };
  const filled = Object.entries(values).reduce((made, [key, value]) => fill(made, key, value), toml);
  return mailFrom ? filled + SENDING : filled;
};

/** `https://host`; undefined for anything else, because browsers grant the microphone only to https, and Twilio
 * sends webhooks only there. */
export const originOf = (text: string): string | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'https:' && url.pathname === '/' && !url.search ? url.origin : undefined;
};

/** How many sealing keys a Worker has, by the names `wrangler secret list` prints, and the number of the next one. */
export const nextSealingKey = (
  secretNames: readonly string[],
): { readonly known: number; readonly next: number } => {
  const numbers = secretNames.flatMap(name => /^SEALING_KEY_(\d+)$/.exec(name)?.[1] ?? []).map(Number);
  return { known: numbers.length, next: Math.max(0, ...numbers) + 1 };
};
