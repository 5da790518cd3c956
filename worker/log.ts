/**
 * The Worker's only logger. A line holds nothing but these fields: no bodies, no names, no tokens, no error
 * texts (a database error quotes its values), and only the last four digits of a phone number.
 */
export type LogFields = {
  readonly requestId?: string;
  readonly act?: string;
  readonly method?: string;
  /** The route's pattern, never the path itself. */
  readonly route?: string;
  readonly status?: number;
  readonly ms?: number;
  readonly workspaceId?: string;
  readonly memberId?: string;
  readonly callId?: string;
  readonly callSid?: string;
  /** Of a call, such as `customer` or `rep1`. */
  readonly party?: string;
  readonly reason?: string;
  readonly carrierCode?: number;
  readonly number?: string;
  /** SHA-256 of the audit anchor that was stored outside the database. */
  readonly seal?: string;
  readonly error?: unknown;
};

const mask = (number: string): string => `…${number.replace(/\D/g, '').slice(-4)}`;

/** The kind of an error and where it came from, without its text. */
const trace = (error: unknown): { error: string; at: readonly string[] } => {
  if (!(error instanceof Error)) return { error: typeof error, at: [] };
  const frames = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line));
  return { error: error.name, at: frames.slice(0, 6).map(line => line.trim()) };
};

type Level = 'info' | 'warn' | 'error';
/** Where lines go, each as JSON. */
export type LogSink = (level: Level, line: string) => void;

// biome-ignore lint/suspicious/noConsole: the platform collects what is written here; nothing else writes to it.
const toPlatform: LogSink = (level, line) => console[level](line);

let sink = toPlatform;

/**
 * Sends every line elsewhere. The test runner takes console lines over a connection that belongs to one request, so
 * a line from an alarm or after a response can block it for ever (cloudflare/workers-sdk #15719).
 */
export const logTo = (other: LogSink): void => {
  sink = other;
};

const write = (level: Level, event: string, fields: LogFields): void => {
  const { number, error, ...plain } = fields;
  const line = {
    level,
    event,
    ...plain,
    ...(number === undefined ? {} : { number: mask(number) }),
    ...(error === undefined ? {} : trace(error)),
  };
  sink(level, JSON.stringify(line));
};

export const log = {
  info: (event: string, fields: LogFields = {}) => write('info', event, fields),
  warn: (event: string, fields: LogFields = {}) => write('warn', event, fields),
  error: (event: string, fields: LogFields = {}) => write('error', event, fields),
};
