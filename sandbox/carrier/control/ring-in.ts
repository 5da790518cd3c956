import { personaOf } from '../../people/personas.ts';
import { createSimLeg } from '../../people/sim-leg.ts';
import { addressOf } from '../account/applications.ts';
import type { Line } from '../account/lines.ts';
import { isE164 } from '../account/numbers.ts';
import { admitCall } from '../calls/admit.ts';
import { type Call, isOver } from '../calls/call.ts';
import { endCall, hangUp, ring } from '../calls/life.ts';
import { freePhone, hasCall, tabLegOf } from '../calls/tab-phones.ts';
import { callTokenOf } from '../calls/token.ts';
import type { Network } from '../network.ts';
import { runDocument } from '../twiml/run-document.ts';
import type { Address } from '../webhooks/address.ts';

/** How long a person lets the phone ring. */
const PATIENCE_MS = 60_000;

const askedAt = (network: Network, line: Line): Address | undefined => {
  const application = network.account.applications.get(line.voiceApplicationSid);
  if (application) return addressOf(application);
  if (line.voiceUrl === '') return undefined;
  return {
    url: line.voiceUrl,
    method: line.voiceMethod,
    fallbackUrl: line.voiceFallbackUrl || undefined,
    fallbackMethod: line.voiceFallbackMethod,
  };
};

/** Deferred, so that the caller of `ringIn` knows the SID before the first webhook is sent. */
const start = (network: Network, call: Call, line: Line): void => {
  if (isOver(call)) return;
  const address = askedAt(network, line);
  if (!address) {
    network.faults.note({ code: 21402, message: `${line.number} has no VoiceUrl` }, call.sid);
    endCall(network, call, { status: 'failed', by: 'carrier', sipCode: 404 });
    return;
  }
  ring(network, call);
  network.guard.detach(
    runDocument(network, call, { kind: 'address', address, params: { CallToken: callTokenOf(call) } }),
  );
};

/** The telephone at a number: a browser tab, or one of the network's simulated people. */
const telephoneAt = (network: Network, number: string, hangsUp: () => void) => {
  const phone = freePhone(network, number);
  if (phone) return { media: tabLegOf(phone), persona: 'you', digitsHeard: undefined };
  const persona = personaOf(number, network.seed);
  const media = createSimLeg(persona.script, { loses: persona.loses, hangUp: hangsUp });
  return { media, persona: persona.name, digitsHeard: media.digitsHeard };
};

/**
 * A person calls a number of the account, played by the persona of their own number. Undefined when nobody owns `to`
 * or `from` is not a number.
 */
export const ringIn = (network: Network, from: string, to: string): Call | undefined => {
  const line = network.account.lines.get(to);
  if (!line || !isE164(from)) return undefined;
  const { media, persona, digitsHeard } = telephoneAt(network, from, () => hangUp(network, call, 'party'));
  const call: Call = admitCall(network, {
    kind: 'pstn',
    direction: 'inbound',
    from,
    to,
    applicationSid: network.account.applications.has(line.voiceApplicationSid)
      ? line.voiceApplicationSid
      : undefined,
    persona,
    callback:
      line.statusCallback === ''
        ? undefined
        : { url: line.statusCallback, method: line.statusCallbackMethod, events: [] },
    media,
    farEnd: { ringing: () => {}, answered: () => media.answer(), hungUp: () => media.close() },
    digitsHeard,
  });
  const cancelPatience = network.time.timers.afterRinging(PATIENCE_MS, () => {
    if (call.answeredAt === undefined) hangUp(network, call, 'party');
  });
  call.whenAnswered.add(cancelPatience);
  call.whenEnded.add(cancelPatience);
  call.whenEnded.add(network.time.timers.after(0, () => start(network, call, line)));
  return call;
};

/** The person at a tab calls a number of the account. Undefined when nobody owns it or the tab has a call already. */
export const callFromPhone = (network: Network, tab: string, to: string): Call | undefined => {
  const phone = network.phones.get(tab);
  if (!phone || hasCall(phone)) return undefined;
  phone.call = ringIn(network, phone.number, to);
  return phone.call;
};
