import { describe, expect, it } from 'vitest';
import { type CheckId, type Symptom, shownFor } from '../../extension/diagnostics/checks.ts';
import type { Facts } from '../../extension/diagnostics/facts.ts';
import type { AudioStats } from '../../extension/messages.ts';
import type { CheckUp } from '../../shared/diagnostics/contract.ts';
import { err, ok } from '../../shared/result.ts';
import { AUDIO, DEVICES, LINE, PHONE, WELL, WORKER } from './check-up-facts.ts';

describe('the causes of a symptom', () => {
  type Break = (facts: Facts) => Facts;
  /** With this cause and a later one wrong, this one is named and the later one is not looked at. */
  const inOrder = (symptom: Symptom['id'], faults: readonly (readonly [CheckId, Break])[]) => {
    for (const [index, [id, break_]] of faults.entries())
      for (const [later, alsoBreak] of faults.slice(index + 1)) {
        const { causes = [] } = shownFor(alsoBreak(break_(WELL))).find(each => each.id === symptom) ?? {};
        const at = (wanted: CheckId) => causes.find(each => each.id === wanted)?.finding;
        const name = `${id}, then ${later}`;
        expect(at(id), name).toMatchObject({ state: expect.stringMatching(/bad|warn/) });
        expect(at(later), name).toBe('skipped');
        const alone = shownFor(alsoBreak(WELL)).find(each => each.id === symptom)?.causes;
        expect(alone?.find(each => each.id === later)?.finding, name).toMatchObject({
          state: expect.stringMatching(/bad|warn/),
        });
      }
  };
  const inWorker = (over: Partial<CheckUp>) => (facts: Facts) => ({
    ...facts,
    worker: ok({ ...(facts.worker?.ok ? facts.worker.value : WORKER), ...over }),
  });
  const inDevices = (over: Partial<NonNullable<Facts['devices']>>) => (facts: Facts) => ({
    ...facts,
    devices: { ...(facts.devices ?? DEVICES), ...over },
  });

  const inPhone =
    (over: Partial<NonNullable<Facts['phone']>>): Break =>
    facts => ({ ...facts, phone: { ...(facts.phone ?? PHONE), ...over } });
  const inAudio =
    (over: Partial<AudioStats>): Break =>
    facts => {
      const { audio: before } = facts.line?.ok ? facts.line.value : LINE;
      return { ...facts, line: ok({ ...LINE, audio: { ...(before ?? AUDIO), ...over } }) };
    };
  const noInternet: Break = facts => ({
    ...facts,
    browser: { isChromium: true, isOnline: false },
    worker: err({ reason: 'offline' }),
  });

  it('looks at role, dialer, account and key in this order [F137.1]', () => {
    inOrder('shown', [
      ['role', inWorker({ role: 'manager' })],
      ['dialer', inWorker({ dialerEnabled: false })],
      ['account', inWorker({ hasAccount: false })],
      ['key', inWorker({ hasKey: false })],
    ]);
  });

  it('looks at permission, devices and blocked sound in this order [F139.1]', () => {
    inOrder('audio', [
      ['microphone', inDevices({ microphone: 'refused' })],
      ['devices', inDevices({ inputs: 0 })],
      ['autoplay', inDevices({ mayPlay: false })],
    ]);
  });

  it('looks at status, heartbeat and throttling in this order [F140.1]', () => {
    inOrder('rings', [
      ['status', inPhone({ status: { picked: 'away', status: 'away', since: 0 } })],
      ['heartbeat', inWorker({ reachable: { phones: 0, heardAt: null } })],
      ['throttling', inPhone({ heldBackMs: 45_000 })],
    ]);
  });

  it('looks at numbers, API key and number format in this order [F141.1]', () => {
    inOrder('callsOut', [
      ['numbers', inWorker({ callableNumbers: 0 })],
      ['key', inWorker({ hasKey: false })],
      ['numberFormat', inPhone({ refused: '555' })],
    ]);
  });

  it('looks at the lost connection, internet and throttling in this order [F142.1]', () => {
    inOrder('connected', [
      ['connection', inPhone({ duty: 'offline' })],
      ['throttling', inPhone({ heldBackMs: 45_000 })],
    ]);
    inOrder('connected', [
      ['connection', facts => ({ ...facts, phone: null })],
      ['internet', noInternet],
    ]);
    inOrder('connected', [
      ['internet', noInternet],
      ['throttling', inPhone({ heldBackMs: 45_000 })],
    ]);
  });

  it('looks at firewall, browser, VPN and devices in this order [F143.1]', () => {
    const poor = inAudio({ packetsLost: 60 });
    inOrder('heard', [
      ['sound', inAudio({ packetsReceived: 0 })],
      ['browser', facts => ({ ...facts, browser: { isChromium: false, isOnline: true } })],
      ['vpn', facts => ({ ...poor(facts), isVpn: true })],
      ['devices', inDevices({ inputs: 0 })],
    ]);
  });
});
