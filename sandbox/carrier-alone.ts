// `npm run carrier -- --voice-url http://localhost:3000/voice`: the phone network alone, for any application that
// speaks Twilio's API. Nothing of Ringside is started.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { homeFolder } from '../scripts/home.ts';
import { isE164 } from './carrier/account/numbers.ts';
import { startCarrier } from './carrier/carrier.ts';
import { credentialsOf } from './credentials.ts';
import { DIRECTORY } from './people/personas.ts';
import { freePort } from './ports.ts';

const WHO = DIRECTORY.map(({ number, name }) => `${number.slice(-2)} ${name}`).join(', ');

const USAGE = `npm run carrier -- [options]
  --voice-url URL      asked for TwiML when a number or a device calls (more: the REST interface)
  --number +12125550123  a number of the account; may be repeated (default +12125550123)
  --port 8790          the port, on this machine only; if it is taken, the next free one
  --seed 1             decides who answers at numbers without a fixed person
  --lan                a mobile phone on the same network can join: the page shows a QR code
  --ring-scale 1       0.2: people answer five times as fast
  --processing-scale 1 0.1: recordings and prices are ready ten times as fast`;

const { values } = parseArgs({
  options: {
    'voice-url': { type: 'string' },
    number: { type: 'string', multiple: true },
    port: { type: 'string', default: '8790' },
    seed: { type: 'string', default: '1' },
    'ring-scale': { type: 'string', default: '1' },
    'processing-scale': { type: 'string', default: '1' },
    lan: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const numbers = values.number ?? ['+12125550123'];
const voiceUrl = values['voice-url'] ?? '';
const wrong = [
  ...numbers
    .filter(each => !isE164(each))
    .map(each => `--number ${each} is not E.164: + and 7 to 15 digits.`),
  ...(voiceUrl === '' || /^https?:\/\//.test(voiceUrl) ? [] : [`--voice-url ${voiceUrl} is not a URL.`]),
  ...(['port', 'seed', 'ring-scale', 'processing-scale'] as const)
    .filter(name => !(Number(values[name]) >= 0))
    .map(name => `--${name} ${values[name]} is not a number.`),
];

const run = async (): Promise<void> => {
  const home = homeFolder();
  const { accountSid, authToken, apiKeySid, apiKeySecret, appSid } = credentialsOf(home);
  const carrier = await startCarrier({
    port: await freePort(Number(values.port)),
    account: { sid: accountSid, authToken, apiKeySid, apiKeySecret },
    applications: [{ sid: appSid, voiceUrl }],
    numbers,
    seed: Number(values.seed),
    ringScale: Number(values['ring-scale']),
    processingScale: Number(values['processing-scale']),
    ...(values.lan ? { lan: {} } : {}),
    dataDir: join(home, 'carrier-alone'),
    log: line => console.error(line),
  });
  if (voiceUrl !== '') for (const number of numbers) carrier.control.setNumberUrl(number, voiceUrl);
  console.log(`A phone network on this machine. No real person is called.

  web page      ${carrier.url}      (calls, webhooks, faults, your own telephone)
${carrier.lanUrl ? `  mobile phones ${carrier.lanUrl}\n` : ''}  REST          ${carrier.url}
  devices       ${carrier.signallingUrl}
  account       ${accountSid}   auth token ${authToken}
  API key       ${apiKeySid}   secret ${apiKeySecret}
  application   ${appSid}   ${voiceUrl || 'no voice URL yet'}
  numbers       ${numbers.join(' ')}

The official client, unchanged:
  const client = twilio('${accountSid}', '${authToken}');
  client.api.baseUrl = '${carrier.url}';

Simulate a call to a number:
  curl -d '{"from":"+13055550100","to":"${numbers[0]}"}' ${carrier.url}/sandbox/ring
Everything that happened: ${carrier.url}/sandbox/ledger

Who answers at 555-01xx in any area code: ${WHO}. Ctrl-C ends it.`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void carrier.stop().then(() => process.exit(0)));
};

if (values.help) console.log(USAGE);
else if (wrong.length > 0) {
  console.error(`${wrong.join('\n')}\n\n${USAGE}`);
  process.exitCode = 2;
} else await run();
