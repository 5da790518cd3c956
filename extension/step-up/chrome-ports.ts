import { ok } from '../../shared/result.ts';
import { beginStepUp, mailStepUpCode, stepUpByMail, stepUpByPasskey } from '../../shared/step-up/contract.ts';
import { call } from '../api.ts';
import { deviceName } from '../device-name.ts';
import { usePasskey } from '../passkeys/browser.ts';
import { newSecret, sha256 } from '../tokens.ts';
import type { Ports } from './model.ts';

export const chromePorts = (): Ports => ({
  begin: () => call(beginStepUp, {}),
  passkey: async options => {
    const used = await usePasskey(options);
    if (!used.ok) return used;
    return call(stepUpByPasskey, { response: stepUpByPasskey.request.shape.response.parse(used.value) });
  },
  mail: async () => {
    const secret = newSecret();
    const reply = await call(mailStepUpCode, { ask: await sha256(secret), device: deviceName() });
    return reply.ok ? ok({ secret }) : reply;
  },
  byMail: (code, secret) => call(stepUpByMail, { code, secret }),
});
