import { addPasskey, beginPasskey, passkeys, removePasskey } from '../../../shared/passkeys/contract.ts';
import { call } from '../../api.ts';
import { deviceName } from '../../device-name.ts';
import { makePasskey } from '../browser.ts';
import type { Ports } from './model.ts';

export const chromePorts = (): Ports => ({
  read: () => call(passkeys, {}),
  add: async () => {
    const begun = await call(beginPasskey, {});
    if (!begun.ok) return begun;
    const made = await makePasskey(begun.value.options);
    if (!made.ok) return made;
    const response = addPasskey.request.shape.response.parse(made.value);
    return call(addPasskey, { name: deviceName(), response });
  },
  remove: passkeyId => call(removePasskey, { passkeyId }),
});
