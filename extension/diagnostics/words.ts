import type { Role } from '../../shared/endpoint.ts';
import { roleWord } from '../team/desk/words.ts';
import { count, oneDecimal } from '../ui/format/numbers.ts';

const ms = (value: number): string => `${count(value)} ms`;
const minutes = (value: number): string => {
  const count = Math.round(Math.abs(value) / 60_000);
  return count === 1 ? 'one minute' : `${count} minutes`;
};

/** What is checked, what was found, and what to do next. */
export const words = {
  title: 'Check-up',
  intro: 'Checks everything a call needs, step by step, and says how to fix what is wrong.',
  again: 'Check again',
  running: 'Checking…',
  skipped: 'Not checked: fix the problem above first.',
  allGood: 'Everything is fine: you can call.',
  someBad: (count: number) =>
    count === 1 ? 'One problem prevents calls.' : `${count} problems prevent calls.`,
  someWarn: 'You can call, but something is worth a look.',
  checks: {
    browser: 'Browser',
    internet: 'Internet',
    signedIn: 'Signed in',
    worker: 'Ringside’s server',
    clock: 'Clock of this computer',
    role: 'Your role',
    dialer: 'Dialer',
    account: 'Account with the carrier',
    key: 'API key',
    application: 'Set-up at the carrier',
    numbers: 'Numbers to call from',
    callerId: 'Number your contacts see',
    microphone: 'Microphone permission',
    devices: 'Microphone and speaker',
    autoplay: 'Sound in this browser',
    presence: 'On duty',
    reach: 'Connection to this browser',
    signalling: 'Line to the carrier',
    webhook: 'Requests from the carrier',
    media: 'Sound quality',
  },
  repairs: {
    browser: 'Connect this browser',
    basic: 'Open Basic',
    dialer: 'Open Dialer',
    numbers: 'Open Phone Numbers',
    countries: 'Open Countries',
    set_up: 'Set up again',
    microphone: 'Allow the microphone',
    site_settings: 'Open the browser’s settings',
    go_on_duty: 'Start the phone again',
  },
  callerIdChosen:
    'Picked automatically for each contact: the number they were last called from, otherwise the workspace’s default number. You can pick another one in the panel, under Call from.',
  callerIdPicked: (number: string) =>
    `${number}, picked by hand for every call from this computer. You can undo this in the panel, under Call from.`,
  callerIdGone: (number: string) =>
    `${number} was picked by hand, but can no longer be called from. Another number is used.`,
  callerIdGoneNext: 'Pick one in the panel, under Call from.',
  askAdmin: 'Ask an admin of your workspace.',
  browserGood: 'Chrome, or a browser like it.',
  browserOther: 'Ringside is not made for this browser.',
  browserNext: 'Use Chrome: in other browsers a call may connect and stay silent.',
  online: 'This computer is online.',
  offline: 'This computer is offline.',
  offlineNext: 'Connect it to a network, then check again.',
  signedIn: 'This browser is connected.',
  signedOut: 'This browser is not connected.',
  signedOutNext: 'Enter a setup code from an admin.',
  sessionEnded: 'You were signed out elsewhere.',
  workerGood: 'It answers.',
  workerAway: 'It does not answer.',
  workerAwayNext:
    'Check your connection and your VPN. If others cannot reach it either, tell the people who run it.',
  workerBrokeNext: 'Try again. If the problem stays, tell the people who run the server.',
  clockGood: 'Right to within two minutes.',
  clockWrong: (skew: number) =>
    `It is ${minutes(skew)} ${skew > 0 ? 'slow' : 'fast'}: your sign-in would seem too old, or not valid yet.`,
  clockNext: 'Let the computer set its clock automatically, then check again.',
  roleGood: 'It may make calls.',
  roleWithout: (role: Role) =>
    `Your role is ${roleWord(role)}: it does not make calls, so no dialer is shown.`,
  roleNext: 'To make calls, ask an owner or admin to make you an Agent.',
  dialerOn: 'Enabled for this workspace.',
  dialerOff: 'The dialer of this workspace is off.',
  dialerOffNext: 'Enable it under Dialer.',
  accountGood: 'The carrier accepted it when it was last asked.',
  accountMissing: 'Account SID or Auth Token is missing.',
  accountMissingNext: 'Enter both under Basic.',
  keyGood: 'The carrier accepted it when it was last asked.',
  keyMissing: 'API Key SID or Secret is missing.',
  keyMissingNext: 'Enter both under Dialer.',
  applicationGood: 'The application and the numbers point to this server.',
  notSetUp: 'The account was entered, but never set up.',
  notSetUpNext: 'Set it up: this creates the application and points the numbers to this server.',
  numbersGood: (count: number) => (count === 1 ? 'One number.' : `${count} numbers.`),
  noNumbers: 'There is no number to call from.',
  noNumbersNext: 'Add one, or enable voice for one.',
  trial: 'A trial account: it calls verified numbers only, and each call ends after ten minutes.',
  trialNext: 'Upgrade the account in the carrier’s console to call anybody.',
  micGood: 'Allowed.',
  micNotAsked: 'Not allowed yet.',
  micNotAskedNext: 'Allow it on the page that opens.',
  micRefused: 'Blocked for Ringside.',
  micRefusedNext: 'Allow it in the browser’s settings for this extension.',
  noInput: 'There is no microphone.',
  noInputNext: 'Plug one in, then check again.',
  noOutput: 'There is no speaker.',
  noOutputNext: 'Plug in a headset or speaker, then check again.',
  inputTaken: 'The microphone cannot be opened: another program may be using it.',
  inputTakenNext: 'Close other programs that use it, or choose another one in the browser’s settings.',
  inputSilent: (label: string) => `No sound comes from ${label || 'the microphone'}.`,
  inputSilentNext: 'Look for a mute switch, or choose another microphone in the browser’s settings.',
  inputGood: (label: string) => `${label || 'The microphone'} picks up sound.`,
  playGood: 'May be played.',
  playBlocked: 'The browser blocks sound.',
  playBlockedNext: 'Allow sound for this extension in the browser’s settings.',
  onDuty: 'The phone is running and can be reached.',
  waitsForDialer: 'The phone is running and waits for the dialer.',
  reached: (phones: number) =>
    phones === 1
      ? 'Ringside reaches this browser.'
      : `Ringside reaches this browser, and ${phones - 1} more of yours.`,
  notReached: 'Ringside cannot reach this browser: nothing sent to it would arrive.',
  notReachedNext:
    'Start the phone again. If the problem stays, the network may block WebSockets: try without VPN.',
  heldBack: (ms: number) =>
    `This browser last responded ${minutes(ms)} ago: what is sent to it may arrive late.`,
  heldBackNext:
    'The browser or computer was suspended. Start the phone again, and let neither sleep while you are on duty. In Chrome’s settings, under Performance, keep Memory Saver from suspending Ringside.',
  offDuty: 'The phone is running, but cannot be reached: you would show as Offline.',
  offDutyNext: 'Start it again. If the problem stays, the network may block WebSockets: try without VPN.',
  phoneGone: 'The phone is not running.',
  phoneGoneNext: 'Start it again.',
  lineUp: (after: number) => `The carrier accepted a test call after ${ms(after)}. Nobody was rung.`,
  lineInCall: 'You are in a call, so the line was not tested.',
  lineInCallNext: 'Check again when it is over.',
  lineNoToken: 'The phone has no access token for the carrier.',
  lineNoTokenNext: 'Start it again. If the problem stays, an admin has to set up the account.',
  lineNoMicrophone: 'Not tested: the microphone cannot be used.',
  lineNoMicrophoneNext: 'Allow it first.',
  lineDown: 'The carrier could not be reached, or did not accept the test call.',
  lineDownNext: 'A firewall or VPN may block it: allow WebSockets to the carrier, and UDP for sound.',
  webhookGood: 'The carrier sent this server a signed request.',
  webhookLost: 'No request from the carrier reached this server.',
  webhookLostNext:
    'Have an admin set up the account again; the server’s address must be reachable from the internet.',
  nothingHeard: 'Connected, but no sound came back.',
  nothingHeardNext:
    'A firewall or VPN lets the call through but blocks its sound: allow UDP, or try without VPN.',
  nothingSent: 'Connected, but no sound from your microphone was sent.',
  nothingSentNext: 'Choose another microphone, then check again.',
  quality: (mos: number, roundTrip: number, jitter: number, lost: number) =>
    `${oneDecimal(mos)} of 4.4: ${ms(roundTrip)} round trip, ${ms(jitter)} of jitter, ${oneDecimal(lost * 100)} % lost.`,
  qualityNext: 'Use a cable instead of Wi-Fi, and pause downloads and VPN.',
} as const;
