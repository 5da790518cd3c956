import { describe, expect, it } from 'vitest';
import { faultsIn, SYMPTOMS, shownFor } from '../../extension/diagnostics/checks.ts';
import { E164 } from '../../shared/numbers/contract.ts';
import { err } from '../../shared/result.ts';
import { found, OURS, WELL, worker } from './check-up-facts.ts';
import { FAULTS_ELSEWHERE, type Fault } from './check-up-faults.ts';
import { FAULTS_HERE } from './check-up-faults-here.ts';

const FAULTS: readonly Fault[] = [...FAULTS_ELSEWHERE, ...FAULTS_HERE];

describe('a check-up', () => {
  it('finds nothing when nothing is wrong', () => {
    for (const symptom of shownFor(WELL)) {
      expect(symptom.state, symptom.id).toBe('good');
      for (const { finding } of symptom.causes) expect(finding).toMatchObject({ state: 'good' });
    }
  });

  it.each(FAULTS)('names %s', (_, facts, id, state, text, repair) => {
    const finding = found(facts).get(id);
    expect(finding).toMatchObject({ state, ...(repair ? { repair } : {}) });
    if (typeof finding !== 'object') throw new Error('Nothing was found.');
    expect(`${finding.what} ${finding.next}`).toMatch(text);
    // The next step is always given.
    expect(finding.next).toBeTruthy();
  });

  it('blames nothing else for a fault', () => {
    for (const [name, facts, id] of FAULTS) expect([...faultsIn(shownFor(facts)).keys()], name).toEqual([id]);
  });

  it('finds one fault when the phone does not run, in every symptom it causes', () => {
    const shown = shownFor({
      ...WELL,
      phone: null,
      line: err({ reason: 'offline' }),
      wasWorkerAsked: undefined,
    });
    const named = [...faultsIn(shown)];
    expect(named.map(([id]) => id)).toEqual(['heartbeat', 'connection']);
    for (const [, { repair }] of named) expect(repair).toEqual({ do: 'reconnect' });
  });

  it('leaves open what it cannot test during a call', () => {
    const shown = shownFor({ ...WELL, line: err({ reason: 'in_call' }) });
    expect([...faultsIn(shown)]).toEqual([]);
    expect(shown.find(({ id }) => id === 'heard')?.state).toBe('open');
  });

  it('tells a computer without internet apart from a server that does not answer', () => {
    const away = { ...WELL, worker: err({ reason: 'offline' as const }) };
    const off = { ...away, browser: { isChromium: true, isOnline: false } };
    expect([found(away).get('internet'), found(away).get('server')]).toMatchObject([
      { state: 'good' },
      { state: 'bad' },
    ]);
    expect([found(off).get('internet'), found(off).get('server')]).toMatchObject([
      { state: 'bad' },
      'skipped',
    ]);
    // A demo on this machine needs no network.
    expect(found({ ...WELL, browser: off.browser }).get('internet')).toMatchObject({ state: 'good' });
  });

  it('says which number a contact sees, and for a sticky one from which earlier call', () => {
    const at = Date.UTC(2026, 4, 1, 12);
    const called = (from: string) => ({
      name: 'Maria Alvarez',
      number: E164.parse('+12125550111'),
      from: E164.parse(from),
      at,
    });
    const linesFor = (from: string) => {
      const finding = found(worker({ lastCalled: [called(from)] })).get('callerId');
      return typeof finding === 'object' ? finding.lines?.join() : undefined;
    };
    expect(linesFor(OURS)).toMatch(/^Maria Alvarez sees \+1 212 555 0190, .*call to them on .*2026/);
    expect(linesFor('+13125550000')).toMatch(/sees \+1 212 555 0190: \+1 312 555 0000, .* no longer/);
  });

  it('says which number contacts see, and that it was picked by hand', () => {
    const picked = { ...WELL, callerId: { picked: OURS, callable: [OURS] } };
    expect(found(picked).get('callerId')).toMatchObject({
      state: 'good',
      what: expect.stringContaining('+1 212 555 0190, picked by hand'),
    });
  });

  it('recommends Chrome in another browser [F143.3]', () => {
    const other = { ...WELL, browser: { isChromium: false, isOnline: true } };
    expect(found(other).get('browser')).toMatchObject({
      what: 'Ringside is not made for this browser.',
      next: expect.stringContaining('Use Chrome'),
    });
  });

  it('is tested with a fault for every cause', () => {
    const causes = SYMPTOMS.flatMap(each => each.causes);
    expect(new Set(FAULTS.map(([, , id]) => id))).toEqual(new Set(causes));
  });

  it('sends a rep to an admin for faults that only an admin can repair, without a button', () => {
    const facts = worker({ role: 'agent', problems: [{ kind: 'account_suspended' }] });
    expect(found(facts).get('standing')).toEqual({
      state: 'bad',
      what: 'The carrier has suspended the account.',
      next: 'Ask an admin of your workspace.',
      repair: undefined,
    });
  });

  it('skips checks that make no sense after an earlier fault', () => {
    const [first, ...rest] = shownFor({ browser: WELL.browser, isSignedIn: false });
    expect(first?.causes[0]).toMatchObject({ id: 'signedIn', finding: { state: 'bad' } });
    const later = [first?.causes.slice(1) ?? [], ...rest.map(({ causes }) => causes)].flat();
    expect(new Set(later.map(({ finding }) => finding))).toEqual(new Set(['skipped']));
  });
});
