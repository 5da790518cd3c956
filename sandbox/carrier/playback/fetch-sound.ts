import type { Call } from '../calls/call.ts';
import type { Faults } from '../ledger/faults.ts';
import { type Audio, decodeSound } from '../media/sound-file.ts';
import type { Hooks } from '../webhooks/hooks.ts';
import { retrievalFault } from '../webhooks/reply-fault.ts';

/** The audio `<Play>` plays. Undefined, with a fault in the ledger, when there is no sound at the address. */
export const fetchSound = async (
  network: { readonly hooks: Hooks; readonly faults: Faults },
  call: Call,
  url: string,
): Promise<Audio | undefined> => {
  // Twilio sends none of its parameters to the address of a <Play> (docs, voice/twiml/play).
  const reply = await network.hooks.ask({
    kind: 'audio',
    event: '',
    leg: call.kind,
    method: 'GET',
    url,
    params: {},
  });
  const fault = retrievalFault(reply);
  const sound = 'fault' in reply || fault ? undefined : decodeSound(reply.contentType, reply.bytes);
  if (sound) return sound;
  const contentType = 'fault' in reply ? '' : reply.contentType;
  const { code, message } = fault ?? {
    code: 12300,
    message: `Invalid Content-Type: ${contentType || 'none'}`,
  };
  network.faults.note({ code, message: `${url}: ${message}` }, call.sid);
  return undefined;
};
