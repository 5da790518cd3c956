// Everything Ringside needs, on this machine: carrier, demo CRM, mail server, database and Worker.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { execute, hasDatabase, migrate, query } from '../scripts/database.ts';
import { addressSignature } from '../scripts/seal.ts';
import { newSetupCode, setupCodeSql } from '../scripts/setup-code-sql.ts';
import type { Rates } from './carrier/account/rates.ts';
import { type Carrier, startCarrier } from './carrier/carrier.ts';
import { type Credentials, credentialsOf } from './credentials.ts';
import { startCrm } from './crm/server.ts';
import { type MailServer, startMail } from './mail/server.ts';
import { anyPort, freePort, PORTS, type Ports } from './ports.ts';
import { accountSql, bareSql, moreRepsSql, NUMBERS, seedSql } from './seed.ts';
import { readStored } from './stored.ts';
import { startWorker } from './worker.ts';

export type Rep = { readonly name: string; readonly email: string; readonly code: string };

export type StackOptions = {
  /** The folder that holds everything: database, credentials, logs. */
  readonly home: string;
  /** Preferred ports; where one is in use, the next free one is taken. `any` for tests. */
  readonly ports?: Ports | 'any';
  /** Shortens ringing and the time people take to answer: 0.2 is five times as fast. */
  readonly ringScale?: number;
  /** Shortens what the carrier does after a call, such as making a recording ready; real time by default. */
  readonly processingScale?: number;
  /** What calls cost; the carrier's own rates by default. */
  readonly rates?: Rates;
  /** Reps to add to a new database, each with a setup code. */
  readonly reps?: number;
  /** A new database contains only its owner: no carrier account, no number. */
  readonly isBare?: boolean;
  readonly log?: (line: string) => void;
  /** Called with what the start is waiting for. */
  readonly waitsFor?: (what: string) => void;
};

export type Stack = {
  readonly home: string;
  readonly workerUrl: string;
  readonly crmUrl: string;
  /** All mail the Worker sends, to any address. */
  readonly mail: MailServer;
  readonly carrier: Carrier;
  /** The carrier account, as its console would show it. */
  readonly credentials: Credentials;
  readonly ports: Ports;
  readonly workerLog: string;
  /** The reps that were added, if this start filled the database. */
  readonly reps: readonly Rep[];
  /** More reps, each with a setup code. */
  addReps(count: number): Promise<readonly Rep[]>;
  /** A fresh code for a member, created the way an operator creates one. */
  setupCode(email: string): Promise<string>;
  /** Runs one SQL statement on the database, as an operator may. */
  sql(text: string): Promise<readonly unknown[]>;
  /** Fulfilled with a message when a part ends unexpectedly. */
  readonly died: Promise<string>;
  /** The Worker alone, so that tests can stop it and check what it misses and what it does when it is back. */
  readonly worker: {
    stop(): Promise<void>;
    /** Starts it at the same address and with the same database; does nothing if it runs. */
    start(vars?: Readonly<Record<string, string>>): Promise<void>;
    /** Runs its every-minute job now. */
    minute(): void;
    /** Puts a file into its bucket of recordings. */
    putRecording(key: string, file: string): Promise<void>;
    freeze(): void;
    thaw(): void;
  };
  stop(): Promise<void>;
};

const Seeded = z.object({
  workspaceId: z.string(),
  webhookKey: z.string(),
  /** The carrier's account is in the database; databases of earlier versions do not have it. */
  hasAccount: z.boolean().default(false),
});

/** This home's database: migrated, and filled if it is new. */
const openDatabase = async (
  folder: string,
  credentials: Credentials,
  { reps = 0, isBare = false }: StackOptions,
) => {
  const stamp = join(folder, 'seeded.json');
  const begun = join(folder, 'seeding');
  // An earlier start was interrupted while it filled the database: no user data is in it yet.
  if (existsSync(begun)) rmSync(folder, { recursive: true });
  if (!hasDatabase(folder)) rmSync(stamp, { force: true });
  await migrate(folder);
  const seeded = readStored(stamp, Seeded);
  const note = ({ workspaceId, webhookKey }: Pick<z.infer<typeof Seeded>, 'workspaceId' | 'webhookKey'>) =>
    writeFileSync(stamp, JSON.stringify({ workspaceId, webhookKey, hasAccount: true }), { mode: 0o600 });
  if (seeded && !seeded.hasAccount) {
    await execute({ folder }, accountSql(seeded.workspaceId, credentials));
    note(seeded);
  }
  if (seeded) return { ...seeded, reps: [] };
  const seed = isBare ? bareSql(Date.now()) : seedSql(Date.now(), reps);
  const account = isBare ? '' : accountSql(seed.workspaceId, credentials);
  writeFileSync(begun, '');
  await execute({ folder }, `${seed.sql}\n${account}`);
  note(seed);
  rmSync(begun);
  return seed;
};

const choosePorts = async (wanted: Ports | 'any'): Promise<Ports> => {
  const chosen: number[] = [];
  const choose = async (name: keyof Ports) => {
    // A part whose port is taken must not take the port of another part.
    const others = wanted === 'any' ? [] : Object.values(wanted).filter(port => port !== wanted[name]);
    const taken = [...chosen, ...others];
    const port = await (wanted === 'any' ? anyPort(taken) : freePort(wanted[name], taken));
    chosen.push(port);
    return port;
  };
  return {
    worker: await choose('worker'),
    crm: await choose('crm'),
    mail: await choose('mail'),
    carrier: await choose('carrier'),
  };
};

export const startStack = async (options: StackOptions): Promise<Stack> => {
  const { home } = options;
  mkdirSync(home, { recursive: true });
  const waitsFor = options.waitsFor ?? (() => {});
  const credentials = credentialsOf(home);
  waitsFor('the database');
  const folder = join(home, 'worker');
  const database = await openDatabase(folder, credentials, options);
  const ports = await choosePorts(options.ports ?? PORTS);

  const hooks = `http://localhost:${ports.worker}/webhooks/${database.webhookKey}`;
  const running: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    // The Worker first: it may still be talking to the carrier.
    for (const part of running.splice(0).reverse()) await part.stop();
  };
  try {
    waitsFor('the carrier, the CRM and the mail server');
    const carrier = await startCarrier({
      port: ports.carrier,
      account: {
        sid: credentials.accountSid,
        authToken: credentials.authToken,
        apiKeySid: credentials.apiKeySid,
        apiKeySecret: credentials.apiKeySecret,
      },
      applications: (options.isBare ? [] : [credentials.appSid]).map(sid => ({
        sid,
        // Two quick attempts, so that the fallback URL is still asked within the carrier's overall timeout.
        voiceUrl: `${hooks}/voice#rc=2&rp=all&rt=4000&tt=10000`,
        voiceFallbackUrl: `${hooks}/fallback/${addressSignature(credentials.sealingKey, database.webhookKey)}`,
      })),
      numbers: NUMBERS.map(number => number.e164),
      log: options.log,
      dataDir: join(home, 'carrier'),
      ringScale: options.ringScale,
      processingScale: options.processingScale,
      rates: options.rates,
    });
    running.push(carrier);
    const crm = await startCrm({ port: ports.crm });
    running.push(crm);
    const mail = await startMail({ port: ports.mail, file: join(home, 'mail.jsonl') });
    running.push(mail);
    const start = (vars?: Readonly<Record<string, string>>) =>
      startWorker({
        vars: { MAIL_URL: mail.sendUrl, ...vars },
        home,
        port: ports.worker,
        databaseFolder: folder,
        sealingKey: credentials.sealingKey,
        carrierUrl: carrier.url,
        signallingUrl: carrier.signallingUrl,
      });
    waitsFor('the Worker to answer');
    let worker = await start();
    let isWorkerUp = true;
    let repsThere = options.reps ?? 0;
    running.push({ stop: () => worker.stop() });
    return {
      home,
      workerUrl: worker.url,
      crmUrl: crm.url,
      mail,
      carrier,
      credentials,
      ports,
      workerLog: worker.logFile,
      reps: database.reps,
      died: worker.died,
      worker: {
        stop: async () => {
          await worker.stop();
          isWorkerUp = false;
        },
        start: async vars => {
          if (!isWorkerUp) worker = await start(vars);
          isWorkerUp = true;
        },
        minute: () => worker.minute(),
        putRecording: (key, file) => worker.putRecording(key, file),
        freeze: () => worker.freeze(),
        thaw: () => worker.thaw(),
      },
      stop,
      sql: text => query({ folder }, text),
      addReps: async count => {
        const more = moreRepsSql(database.workspaceId, count, repsThere, Date.now());
        await execute({ folder }, more.sql);
        repsThere += count;
        return more.reps;
      },
      setupCode: async email => {
        const code = newSetupCode();
        const [made] = await query({ folder }, setupCodeSql(email, code, Date.now()));
        if (!made) throw new Error(`No member has the email ${email}.`);
        return code;
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
