import { beforeEach, describe, expect, it } from 'vitest';
import { createProof, type Ports, type Proof } from '../../extension/proof/model.ts';
import { err, ok } from '../../shared/result.ts';

let begun: number;
let tried: string[];
const ports: Ports = {
  begin: async () => {
    begun += 1;
    return ok({ passkey: { challenge: `c${begun}` }, email: 'kim@acme.example' });
  },
  passkey: async ({ challenge }) => {
    tried.push(String(challenge));
    return tried.length < 2 ? err({ reason: 'gave_up' }) : ok({});
  },
  mail: async () => ok({ secret: 's' }),
  byMail: async (code, secret) =>
    code === '12345678' && secret === 's' ? ok({}) : err({ reason: 'code_not_valid' }),
};
beforeEach(() => {
  begun = 0;
  tried = [];
});

const tryOf = (proof: Proof) => {
  const asked = proof.current.value;
  if (!asked) throw new Error('Nothing is asked.');
  return asked;
};

describe('asking somebody to show that it is them', () => {
  it('answers everything that waits for it at once, with one question', async () => {
    const proof = createProof(ports);
    const both = Promise.all([proof.ask(), proof.ask()]);
    await expect.poll(() => tryOf(proof).ways.value?.email).toBe('kim@acme.example');
    await tryOf(proof).mail();
    expect(tryOf(proof).note.value).toContain('kim@acme.example');
    await tryOf(proof).confirm('1234 5678');
    expect(await both).toEqual([true, true]);
    expect([proof.current.value, begun]).toEqual([null, 1]);
  });

  it('is over when they would rather not, and may be asked anew', async () => {
    const proof = createProof(ports);
    const first = proof.ask();
    tryOf(proof).cancel();
    expect(await first).toBe(false);
    void proof.ask();
    expect(tryOf(proof).isMailed.value).toBe(false);
  });

  it('takes another challenge after a passkey that was not used, and says what happened', async () => {
    const proof = createProof(ports);
    const asked = proof.ask();
    await expect.poll(() => tryOf(proof).ways.value).toBeDefined();
    await tryOf(proof).passkey();
    expect(tryOf(proof).trouble.value?.text).toContain('No passkey was used');
    await tryOf(proof).passkey();
    expect(await asked).toBe(true);
    expect(tried).toEqual(['c1', 'c2']);
  });

  it('says at the field what is wrong with a code, until it is corrected', async () => {
    const proof = createProof(ports);
    void proof.ask();
    await expect.poll(() => tryOf(proof).ways.value).toBeDefined();
    await tryOf(proof).mail();
    await tryOf(proof).confirm('123');
    expect(tryOf(proof).wrongCode.value).toBe('The code has eight digits.');
    tryOf(proof).corrected();
    expect(tryOf(proof).wrongCode.value).toBeUndefined();
    await tryOf(proof).confirm('0000 0000');
    expect(tryOf(proof).wrongCode.value).toContain('does not work');
    expect(tryOf(proof).trouble.value).toBeNull();
  });

  it('is asked anew while an older answer is still on its way, which then changes nothing', async () => {
    let come = () => {};
    const proof = createProof({
      ...ports,
      byMail: () =>
        new Promise(resolve => {
          come = () => resolve(ok({}));
        }),
    });
    const first = proof.ask();
    await expect.poll(() => tryOf(proof).ways.value).toBeDefined();
    const late = tryOf(proof).confirm('12345678');
    tryOf(proof).cancel();
    expect(await first).toBe(false);
    void proof.ask();
    await expect.poll(() => tryOf(proof).ways.value).toBeDefined();
    come();
    await late;
    expect(proof.current.value).not.toBeNull();
  });

  it('says that the Worker does not answer, and can still be left', async () => {
    const proof = createProof({ ...ports, begin: async () => err({ reason: 'offline' }) });
    const asked = proof.ask();
    await expect.poll(() => tryOf(proof).trouble.value?.text).toContain('does not answer');
    tryOf(proof).cancel();
    expect(await asked).toBe(false);
  });
});
