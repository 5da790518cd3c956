import { passkeyChallenge, signInWithPasskey } from '../../../shared/passkeys/contract.ts';
import { ok } from '../../../shared/result.ts';
import { lookAtCode, mailCode, signIn, signInByMail } from '../../../shared/sign-in/contract.ts';
import { deviceName } from '../../device-name.ts';
import { callAt } from '../../http.ts';
import { usePasskey } from '../../passkeys/browser.ts';
import {
  getSession,
  lastServer,
  onSessionElsewhere,
  openServer,
  openSession,
  signOut,
} from '../../session.ts';
import { newSecret, sha256 } from '../../tokens.ts';
import { sessionChanged } from '../session-changed.ts';
import { reachOf } from './check.ts';
import type { Ports } from './model.ts';

export const chromePorts = (): Ports => ({
  reach: reachOf(chrome.runtime.getManifest().host_permissions ?? []),
  device: deviceName(),
  getSession,
  onElsewhere: onSessionElsewhere,
  startAnew: () => location.reload(),
  lastServer,
  signIn: (serverUrl, code, device) => openSession(serverUrl, signIn, { code, device }),
  lookAtCode: (serverUrl, code) => callAt(openServer(serverUrl), lookAtCode, { code }),
  mailCode: async (serverUrl, email, device) => {
    const secret = newSecret();
    const ask = await sha256(secret);
    const reply = await callAt(openServer(serverUrl), mailCode, { email, ask, device });
    return reply.ok ? ok({ secret }) : reply;
  },
  signInByMail: (serverUrl, code, secret, device) =>
    openSession(serverUrl, signInByMail, { code, secret, device }),
  signInWithPasskey: async (serverUrl, device) => {
    const asked = await callAt(openServer(serverUrl), passkeyChallenge, {});
    if (!asked.ok) return asked;
    const used = await usePasskey(asked.value.options);
    if (!used.ok) return used;
    const response = signInWithPasskey.request.shape.response.parse(used.value);
    return openSession(serverUrl, signInWithPasskey, { device, response });
  },
  signOut,
  sessionChanged,
});
