import { beforeEach, describe, expect, it } from 'vitest';
import { createProof, type Wires } from '../../extension/proof/model.ts';
import { err, ok } from '../../shared/result.ts';

let begun: number;
let tried: string[];
const wires: Wires = {
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

describe('asking somebody to show that it is them', () => {
  it('answers everything that waits for it at once, with one question', async () => {
    const proof = createProof(wires);
    const both = Promise.all([proof.ask(), proof.ask()]);
    await expect.poll(() => proof.ways.value?.email).toBe('kim@acme.example');
    await proof.mail();
    expect(proof.note.value).toContain('kim@acme.example');
    await proof.confirm('1234 5678');
    expect(await both).toEqual([true, true]);
    expect([proof.isAsked.value, begun]).toEqual([false, 1]);
  });

  it('is over when they would rather not, and may be asked anew', async () => {
    const proof = createProof(wires);
    const first = proof.ask();
    proof.cancel();
    expect(await first).toBe(false);
    void proof.ask();
    expect([proof.isAsked.value, proof.isMailed.value]).toEqual([true, false]);
  });

  it('takes another challenge after a passkey that was not used, and says what happened', async () => {
    const proof = createProof(wires);
    const asked = proof.ask();
    await expect.poll(() => proof.ways.value).toBeDefined();
    await proof.passkey();
    expect(proof.trouble.value?.text).toContain('No passkey was used');
    await proof.passkey();
    expect(await asked).toBe(true);
    expect(tried).toEqual(['c1', 'c2']);
  });

  it('says at the field what is wrong with a code, until it is corrected', async () => {
    const proof = createProof(wires);
    void proof.ask();
    await expect.poll(() => proof.ways.value).toBeDefined();
    await proof.mail();
    await proof.confirm('123');
    expect(proof.wrongCode.value).toBe('The code has eight digits.');
    proof.corrected();
    expect(proof.wrongCode.value).toBeUndefined();
    await proof.confirm('0000 0000');
    expect(proof.wrongCode.value).toContain('does not work');
    expect([proof.trouble.value, proof.isAsked.value]).toEqual([null, true]);
  });

  it('says that the Worker does not answer, and can still be left', async () => {
    const proof = createProof({ ...wires, begin: async () => err({ reason: 'offline' }) });
    const asked = proof.ask();
    await expect.poll(() => proof.trouble.value?.text).toContain('does not answer');
    proof.cancel();
    expect(await asked).toBe(false);
  });
});
