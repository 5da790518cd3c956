import { newApplication } from '../account/applications.ts';
import { isOver } from '../calls/call.ts';
import { hangUp } from '../calls/life.ts';
import type { Network } from '../network.ts';
import type { CarrierControl } from '../options.ts';
import { RequestFault, WebhookFault } from '../weather/plan.ts';
import { ringIn } from './ring-in.ts';

/** Everything a test or the person at the sandbox can do to the network from outside. */
export const createControl = (
  network: Network,
  { restart }: Pick<CarrierControl, 'restart'>,
): CarrierControl => {
  const signalling = () => network.devices.signalling;
  const { scale: patienceScale } = network.devices.patience;
  const up = () => {
    network.rest.isDown = false;
    signalling()?.open();
    network.hooks.resume();
  };
  return {
    hangUpAsPerson(callSid) {
      const call = network.calls.get(callSid);
      // A called person has nothing to hang up before they answer.
      const isTheirs = call?.status === 'in-progress' || (call?.direction === 'inbound' && !isOver(call));
      if (call?.kind !== 'pstn' || !isTheirs) return false;
      hangUp(network, call, 'party');
      return true;
    },
    pressAsPerson(callSid, digits) {
      const call = network.calls.get(callSid);
      if (call?.kind !== 'pstn' || call.status !== 'in-progress' || !/^[0-9*#]+$/.test(digits)) return false;
      for (const digit of digits) call.media.onDigit?.(digit);
      return true;
    },
    ringNumber: (from, to) => ringIn(network, from, to)?.sid,
    dropSocket: callSid => signalling()?.dropSocket(callSid) ?? false,
    freezeSocket: callSid => signalling()?.freezeSocket(callSid) ?? false,
    loseAudio: (callSid, share) => signalling()?.loseAudio(callSid, share) ?? false,
    setVoiceUrl(applicationSid, voiceUrl, voiceFallbackUrl) {
      const application = network.account.applications.get(applicationSid);
      network.account.applications.set(
        applicationSid,
        newApplication({
          sid: applicationSid,
          createdAt: application?.createdAt ?? network.time.clock.now(),
          friendlyName: application?.friendlyName ?? 'Ringside',
          voiceUrl,
          voiceFallbackUrl: voiceFallbackUrl ?? application?.voiceFallbackUrl,
        }),
      );
    },
    permitCountry(isoCode) {
      const permission = network.account.geo.get(isoCode);
      if (permission) permission.low_risk_numbers_enabled = true;
      return permission !== undefined;
    },
    setNumberUrl(number, voiceUrl) {
      const line = network.account.lines.get(number);
      if (line) line.voiceUrl = voiceUrl;
      return line !== undefined;
    },
    speakAs(identity, lines) {
      network.devices.microphones.set(identity, [...lines]);
    },
    passDigits(passes) {
      network.conferences.passesDigits = passes;
    },
    during: work => network.time.during(work),
    idle: () => network.time.idle(),
    webhooksSettled: () => network.hooks.settled(),
    faults: plan => network.weather.set(plan),
    faultWebhook: fault => network.weather.webhooks.aimed.add(WebhookFault.parse(fault)),
    faultRequest: fault => network.weather.requests.aimed.add(RequestFault.parse(fault)),
    releaseWebhooks: () => network.hooks.release(),
    calm() {
      network.weather.set({});
      network.devices.patience.scale = patienceScale;
      up();
      network.hooks.release();
    },
    down({ webhooks = 'held' } = {}) {
      network.rest.isDown = true;
      signalling()?.shut();
      if (webhooks !== 'sent') network.hooks.suspend(webhooks);
    },
    up,
    restart,
    setPatience(scale) {
      network.devices.patience.scale = scale;
    },
    signallingDown: () => signalling()?.shut(),
    signallingUp: () => signalling()?.open(),
  };
};
