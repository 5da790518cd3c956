import { isPermitted } from '../account/geo-permissions.ts';
import { faultOfFrom, faultOfTo, identityOf, isE164, isSipUri } from '../account/numbers.ts';
import type { Call } from '../calls/call.ts';
import { placeCall } from '../calls/place.ts';
import { resolveCallback } from '../calls/resolve-callback.ts';
import { amdWhenAnswered } from '../listeners/run-amd.ts';
import { playDigits } from '../playback/play.ts';
import type { Dial, Party } from '../twiml/verbs.ts';
import type { VerbNetwork } from './network.ts';

/** Why this party cannot be dialled for this caller, with Twilio's code. */
export const faultOfParty = (network: VerbNetwork, call: Call, dial: Dial, party: Party) => {
  if (party.noun === 'Client') return undefined;
  if (party.noun === 'Sip')
    return isSipUri(party.uri) ? undefined : { code: 13245, message: `Dial->Sip: Invalid URI ${party.uri}` };
  if (faultOfTo(party.number)) {
    const code = isE164(party.number) ? 13224 : 13223;
    return { code, message: `Dial: Invalid phone number ${party.number}` };
  }
  if (!isPermitted(network.account.geo, party.number))
    return { code: 13227, message: `Dial: Geographic permissions do not allow calling ${party.number}` };
  const callerId = dial.callerId ?? call.from;
  // On an inbound call the caller's own number is allowed as caller ID (docs, voice/twiml/dial, callerId).
  const isCallers = call.direction === 'inbound' && callerId === call.from && isE164(callerId);
  if (isCallers || !faultOfFrom(callerId, network.account)) return undefined;
  return { code: 13214, message: `Dial: Invalid callerId value ${callerId}` };
};

const addressOf = (party: Party): string => {
  if (party.noun === 'Client') return `client:${party.identity}`;
  return party.noun === 'Sip' ? party.uri : party.number;
};

/** Dials one party for a caller. */
export const placeParty = (
  network: VerbNetwork,
  call: Call,
  dial: Dial,
  party: Party,
  baseUrl: string | undefined,
): Call => {
  const to = addressOf(party);
  const leg = placeCall(network, {
    from: dial.callerId ?? call.from,
    to,
    direction: 'outbound-dial',
    parentSid: call.sid,
    callback: resolveCallback(network, call, party.statusCallback, baseUrl),
    timeoutS: dial.timeoutS,
    timeLimitS: dial.timeLimitS,
    ...(party.noun === 'Client' ? { custom: party.custom } : {}),
  });
  amdWhenAnswered(network, leg, party.amd, baseUrl);
  const digits = party.noun === 'Number' ? party.sendDigits : undefined;
  if (digits !== undefined && identityOf(to) === undefined)
    leg.whenAnswered.add(() =>
      network.guard.detach(
        playDigits(network, leg, { verb: 'PlayDigits', digits, loop: 1 }, new AbortController().signal),
      ),
    );
  return leg;
};
