import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createAccount } from './account/account.ts';
import { createCalls } from './calls/calls.ts';
import { closePhone } from './calls/tab-phones.ts';
import { createSignallingHost } from './client-calls.ts';
import { createConferences } from './conference/conferences.ts';
import { createControl } from './control/control.ts';
import { forgetAll } from './control/forget-all.ts';
import { lanAddress, openLanDoor } from './control/lan-door.ts';
import { createGuard } from './guard.ts';
import { answerHttp } from './http.ts';
import { createFaults } from './ledger/faults.ts';
import { createForgotten } from './ledger/forgotten.ts';
import { makeLedger } from './ledger/make-ledger.ts';
import { createMemory } from './memory.ts';
import type { Network } from './network.ts';
import type { Carrier, CarrierOptions } from './options.ts';
import { newSid, seededSids } from './sids.ts';
import { attachSignalling } from './signalling/signalling.ts';
import { createTime } from './time/create-time.ts';
import { obeyVerb } from './verbs/obey.ts';
import { createWeather } from './weather/weather.ts';
import { httpWire } from './webhooks/deliver.ts';
import { createHooks } from './webhooks/hooks.ts';
import { callbackFault } from './webhooks/reply-fault.ts';

export type { CarrierAccount, CarrierApplication } from './account/account.ts';
export type { Carrier, CarrierControl, CarrierOptions } from './options.ts';

// Several times a rep's busy day.
const KEEP = 5000;

/** An internal error of the carrier, with Twilio's code for one. */
const INTERNAL_ERROR = 20500;

const createNetwork = (options: CarrierOptions): Network => {
  const { seed = 1, keep = KEEP, log = () => {}, wire = httpWire } = options;
  const guard = createGuard(thrown => {
    const message = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    faults.note({ code: INTERNAL_ERROR, message });
  });
  const time = createTime(options, guard);
  const faults = createFaults(keep, time.clock, log);
  const account = createAccount(options, time.clock.now());
  const forgotten = createForgotten(account.rates);
  const weather = createWeather();
  if (options.faults) weather.set(options.faults);
  const network: Network = {
    account,
    calls: createCalls({ keep, forget: forgotten.addCall }, options.callsPerSecond ?? 1),
    queues: new Map(),
    phones: new Map(),
    conferences: createConferences({ keep, forget: forgotten.addConference }),
    recordings: { bySid: new Map(), dataDir: options.dataDir },
    sockets: new Set(),
    devices: {
      signalling: undefined,
      patience: { scale: options.patienceScale ?? 1 },
      microphones: new Map(),
    },
    page: { door: undefined, ears: new Map() },
    rest: { isDown: false, requests: createMemory(keep) },
    hooks: createHooks({
      guard,
      authToken: account.authToken,
      clock: time.clock,
      timers: time.timers,
      faults: weather.webhooks,
      wire: (request, timeoutMs) => time.inTurn(() => wire(request, timeoutMs)),
      keep,
      failed(hook, reply) {
        const fault = callbackFault(hook, reply);
        if (fault) faults.note(fault, hook.params.CallSid);
      },
    }),
    weather,
    faults,
    forgotten,
    obey: (call, verb, baseUrl, signal) => obeyVerb(network, call, verb, baseUrl, signal),
    time,
    guard,
    seed,
    newSid: time.kind === 'virtual' ? seededSids(seed) : newSid,
    log,
  };
  return network;
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
    network.devices.signalling = attachSignalling(server, createSignallingHost(network), {
      patience: network.devices.patience,
      guard: network.guard,
    });
  };
  const control = createControl(network, {
    /** Breaks every connection and forgets every call, as if the process had died and a new one had replaced it. */
    async restart() {
      isForgetting = true;
      network.devices.signalling?.shut();
      forgetAll(network);
      await network.devices.signalling?.close();
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
  if (lan) network.page.door = await openLanDoor(network, { address: lan, port: options.lan?.port });
  network.account.origin = `http://${host}:${address.port}`;

  return {
    port: address.port,
    url: network.account.origin,
    signallingUrl: `ws://${host}:${address.port}/signal`,
    lanUrl: network.page.door?.url,
    control,
    ledger: () => makeLedger(network),
    async stop() {
      network.hooks.stop();
      await network.devices.signalling?.close();
      for (const stop of [...network.page.ears.values()]) stop();
      for (const tab of [...network.phones.keys()]) closePhone(network, tab);
      for (const socket of network.sockets) socket.terminate();
      network.time.timers.stop();
      network.time.ticker.stop();
      await network.page.door?.close();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
      if (!options.dataDir) return;
      await mkdir(options.dataDir, { recursive: true });
      await writeFile(join(options.dataDir, 'ledger.json'), JSON.stringify(makeLedger(network), null, 2));
    },
  };
};
