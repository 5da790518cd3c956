import { hold, recents, stopRecording } from '../../../shared/calls/screen-contract.ts';
import { lookUp } from '../../../shared/contacts/contract.ts';
import { inboxCount } from '../../../shared/inbox/count.ts';
import { listNumbers } from '../../../shared/numbers/contract.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { listWorkspaces } from '../../../shared/team/contract.ts';
import { chromePorts as allowedSitesPorts } from '../../allowed-sites/chrome-ports.ts';
import { createAllowedSites } from '../../allowed-sites/model.ts';
import { call } from '../../api.ts';
import { type Obstacle, PHONE_PORT, type PhoneState, send } from '../../messages.ts';
import { openSiteSettings } from '../../microphone/site-settings.ts';
import { getSession } from '../../session.ts';
import { switchTo } from '../../workspaces/act.ts';
import { callFrom, storeCallFrom } from '../call-from.ts';
import type { Ports } from './ports.ts';
import { words } from './words.ts';

const PAGE_SIZE = 30;
/** A rep does not wait longer for an answer to a hold. */
const HOLD_MS = 4_000;

/** The context that should answer may be gone: expected while the browser updates or restarts the extension. */
const orUnanswered = async <T, E>(asking: Promise<Result<T, E>>): Promise<Result<T, E | Obstacle>> => {
  try {
    return await asking;
  } catch {
    return err({ reason: 'server', detail: words.noAnswerInside });
  }
};

const watchPhone: Ports['watchPhone'] = (onState, onGone) => {
  const port = chrome.runtime.connect({ name: PHONE_PORT });
  port.onMessage.addListener((state: PhoneState) => onState(state));
  // Reading lastError tells Chrome that a missing phone is expected.
  port.onDisconnect.addListener(() => onGone(chrome.runtime.lastError?.message));
  return () => port.disconnect();
};

export const chromePorts = (): Ports => ({
  watchPhone,
  goOnDuty: () => orUnanswered(send('background', 'presence.goOnDuty', {})),
  dial: ask => orUnanswered(send('background', 'calls.dial', ask)),
  rejoin: () => orUnanswered(send('phone', 'calls.rejoin', {})),
  hangUp: () => orUnanswered(send('phone', 'calls.hangUp', {})),
  answer: callId => orUnanswered(send('phone', 'calls.answer', { callId })),
  decline: callId => orUnanswered(send('phone', 'calls.decline', { callId })),
  toVoicemail: callId => orUnanswered(send('phone', 'calls.toVoicemail', { callId })),
  stopRecording: callId => call(stopRecording, { callId }),
  mute: on => orUnanswered(send('phone', 'calls.mute', { on })),
  holdNow: wanted => send('phone', 'calls.hold', wanted).catch(() => false),
  hold: wanted => call(hold, wanted, { timeoutMs: HOLD_MS }),
  sendDigits: digits => orUnanswered(send('phone', 'calls.sendDigits', { digits })),
  dismiss: () => orUnanswered(send('phone', 'calls.dismiss', {}).then(ok)),
  me: async () => {
    const session = await getSession();
    return session ? ok(session.me) : err({ reason: 'signed_out' });
  },
  workspaces: async () => {
    const reply = await call(listWorkspaces, {});
    return reply.ok ? ok(reply.value.workspaces) : reply;
  },
  switchTo,
  lookUp: number => call(lookUp, { number }),
  recents: before => call(recents, { before, limit: PAGE_SIZE }),
  missed: () => call(inboxCount, {}),
  numbers: async () => {
    const reply = await call(listNumbers, {});
    return reply.ok ? ok(reply.value.numbers) : reply;
  },
  callFrom,
  storeCallFrom,
  allowedSites: createAllowedSites(allowedSitesPorts()),
  // A phone that is not there yet counts its computer as used.
  sayActive: () => void send('phone', 'presence.active', {}).catch(() => undefined),
  loadStatusPanel: async () => (await import('../../presence/open-status-panel.tsx')).openStatusPanel(),
  openOptions: () => chrome.runtime.openOptionsPage(),
  openCheckUp: () => void chrome.tabs.create({ url: chrome.runtime.getURL('options.html#/check-up') }),
  openMicrophone: () => void send('background', 'microphone.ask', {}),
  openMicrophoneSettings: openSiteSettings,
  now: () => Date.now(),
  newKey: () => crypto.randomUUID(),
});
