import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { newApplication } from './account/applications.ts';
import { createGeoPermissions } from './account/geo-permissions.ts';
import { newLine } from './account/lines.ts';
import { closePhone } from './calls/tab-phones.ts';
import { createSignallingHost } from './client-calls.ts';
import { createControl } from './control/control.ts';
import { forgetAll } from './control/forget-all.ts';
import { lanAddress, openLanDoor } from './control/lan-door.ts';
import { createGuard } from './guard.ts';
import { answerHttp } from './http.ts';
import type { LedgerFault } from './ledger/ledger.ts';
import { makeLedger } from './ledger/make-ledger.ts';
import { RATES } from './ledger/money.ts';
import { createMemory } from './memory.ts';
import { type Network, noteFault } from './network.ts';
import type { Carrier, CarrierOptions } from './options.ts';
import { newSid, seededSids } from './sids.ts';
import { attachSignalling } from './signalling/signalling.ts';
import { createWallTime, type Time } from './time/time.ts';
import { createVirtualTime, VIRTUAL_START } from './time/virtual.ts';
import { createWeather } from './weather/weather.ts';
import { callbackFault } from './webhooks/callback-fault.ts';
import { httpWire } from './webhooks/deliver.ts';
import { createHooks } from './webhooks/hooks.ts';

export type {
  Carrier,
  CarrierAccount,
  CarrierApplication,
  CarrierControl,
  CarrierOptions,
} from './options.ts';

// Several times a rep's busy day.
const KEEP = 5000;

/** An internal error of the carrier, with Twilio's code for one. */
const INTERNAL_ERROR = 20500;

const createNetwork = (options: CarrierOptions): Network => {
  const scales = { ringing: options.ringScale ?? 1, processing: options.processingScale ?? 1 };
  const seed = options.seed ?? 1;
  const keep = options.keep ?? KEEP;
  const faults = createMemory<LedgerFault>(keep);
  const log = options.log ?? (() => {});
  const guard = createGuard(thrown => {
    const message = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    noteFault({ faults, clock: time.clock, log }, { code: INTERNAL_ERROR, message });
  });
  const time: Time =
    options.time === 'virtual'
      ? createVirtualTime(options.clock?.now() ?? VIRTUAL_START, scales, guard)
      : createWallTime(options.clock ?? { now: () => Date.now() }, scales, guard);
  const { clock, timers, ticker } = time;
  const weather = createWeather();
  const wire = options.wire ?? httpWire;
  if (options.faults) weather.set(options.faults);
  return {
    startedAt: clock.now(),
    account: options.account,
    signalling: undefined,
    plan: options.plan ?? 'business',
    keys: new Map([
      [
        options.account.apiKeySid,
        {
          sid: options.account.apiKeySid,
          secret: options.account.apiKeySecret,
          createdAt: clock.now(),
          friendlyName: 'Ringside',
        },
      ],
    ]),
    geo: createGeoPermissions(),
    verified: new Map(),
    pace: { perSecond: options.callsPerSecond ?? 1, nextAt: 0 },
    applications: new Map(
      options.applications.map(({ sid, voiceUrl, voiceFallbackUrl }) => [
        sid,
        newApplication({ sid, createdAt: clock.now(), friendlyName: 'Ringside', voiceUrl, voiceFallbackUrl }),
      ]),
    ),
    lines: new Map(options.numbers.map(number => [number, newLine(number, clock.now())])),
    seed,
    newSid: time.kind === 'virtual' ? seededSids(seed) : newSid,
    time,
    clock,
    timers,
    ticker,
    guard,
    hooks: createHooks({
      guard,
      authToken: options.account.authToken,
      clock,
      timers,
      faults: weather.webhooks,
      wire: (request, timeoutMs) => time.inTurn(() => wire(request, timeoutMs)),
      keep,
      failed(hook, reply) {
        const fault = callbackFault(hook, reply);
        if (fault) noteFault({ faults, clock, log }, fault, hook.params.CallSid);
      },
    }),
    weather,
    isDown: false,
    passesDigits: true,
    patience: { scale: options.patienceScale ?? 1 },
    door: undefined,
    phones: new Map(),
    ears: new Map(),
    sockets: new Set(),
    microphones: new Map(),
    queues: new Map(),
    recordings: new Map(),
    dataDir: options.dataDir,
    origin: '',
    lost: { calls: [], conferences: [] },
    calls: new Map(),
    conferences: new Map(),
    faults,
    requests: createMemory(keep),
    keep,
    forgotten: { legs: 0, seconds: 0, costMicros: 0, conferences: 0 },
    rates: options.rates ?? RATES,
    log,
  };
};

/** Starts a Twilio-compatible phone network on this machine: REST, webhooks, TwiML, signalling, audio and people. */
export const startCarrier = async (options: CarrierOptions): Promise<Carrier> => {
  const network = createNetwork(options);

  let isForgetting = false;
  const server = createServer((request, response) => {
    if (isForgetting) return void request.destroy();
    answerHttp(network, control, request, response).catch((thrown: unknown) => {
      network.log(`${request.method} ${request.url} broke: ${String(thrown)}`);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  const attach = () => {
    network.signalling = attachSignalling(server, createSignallingHost(network), {
      patience: network.patience,
      guard: network.guard,
    });
  };
  const control = createControl(network, {
    /** Breaks every connection and forgets every call, as if the process had died and a new one had replaced it. */
    async restart() {
      isForgetting = true;
      network.signalling?.shut();
      forgetAll(network);
      await network.signalling?.close();
      server.closeAllConnections();
      attach();
      isForgetting = false;
    },
  });
  attach();
  const host = options.host ?? '127.0.0.1';
  server.listen(options.port, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The carrier listens on no TCP port.');

  const lan = options.lan ? (options.lan.address ?? lanAddress()) : undefined;
  if (lan) network.door = await openLanDoor(network, { address: lan, port: options.lan?.port });
  network.origin = `http://${host}:${address.port}`;

  return {
    port: address.port,
    url: network.origin,
    signallingUrl: `ws://${host}:${address.port}/signal`,
    lanUrl: network.door?.url,
    control,
    ledger: () => makeLedger(network),
    async stop() {
      network.hooks.stop();
      await network.signalling?.close();
      for (const stop of [...network.ears.values()]) stop();
      for (const tab of [...network.phones.keys()]) closePhone(network, tab);
      for (const socket of network.sockets) socket.terminate();
      network.timers.stop();
      network.ticker.stop();
      await network.door?.close();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
      if (!options.dataDir) return;
      await mkdir(options.dataDir, { recursive: true });
      await writeFile(join(options.dataDir, 'ledger.json'), JSON.stringify(makeLedger(network), null, 2));
    },
  };
};
