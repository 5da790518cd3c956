import { beforeEach, describe, expect, it } from 'vitest';
import { createStepUp, type Ports, type StepUp } from '../../extension/step-up/model.ts';
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

const tryOf = (stepUp: StepUp) => {
  const asked = stepUp.current.value;
  if (!asked) throw new Error('Nothing is asked.');
  return asked;
};

const confirm = (stepUp: StepUp, code: string) => {
  tryOf(stepUp).code.change({ code });
  return tryOf(stepUp).confirm();
};

describe('a step-up', () => {
  it('answers everything that waits for it at once, with one prompt', async () => {
    const stepUp = createStepUp(ports);
    const both = Promise.all([stepUp.ask(), stepUp.ask()]);
    await expect.poll(() => tryOf(stepUp).ways.value?.email).toBe('kim@acme.example');
    await tryOf(stepUp).mail();
    expect(tryOf(stepUp).note.value).toContain('kim@acme.example');
    await confirm(stepUp, '1234 5678');
    expect(await both).toEqual([true, true]);
    expect([stepUp.current.value, begun]).toEqual([null, 1]);
  });

  it('ends when the person cancels, and can be asked for again', async () => {
    const stepUp = createStepUp(ports);
    const first = stepUp.ask();
    tryOf(stepUp).cancel();
    expect(await first).toBe(false);
    void stepUp.ask();
    expect(tryOf(stepUp).isMailed.value).toBe(false);
  });

  it('uses another challenge after a passkey that was not used, and says what happened', async () => {
    const stepUp = createStepUp(ports);
    const asked = stepUp.ask();
    await expect.poll(() => tryOf(stepUp).ways.value).toBeDefined();
    await tryOf(stepUp).passkey();
    expect(tryOf(stepUp).trouble.value?.text).toContain('No passkey was used');
    await tryOf(stepUp).passkey();
    expect(await asked).toBe(true);
    expect(tried).toEqual(['c1', 'c2']);
  });

  it('shows at the field what is wrong with a code, until it is corrected', async () => {
    const stepUp = createStepUp(ports);
    void stepUp.ask();
    await expect.poll(() => tryOf(stepUp).ways.value).toBeDefined();
    await tryOf(stepUp).mail();
    await confirm(stepUp, '123');
    expect(tryOf(stepUp).code.wrong.value.code).toBe('The code has eight digits.');
    tryOf(stepUp).code.change({ code: '1' });
    expect(tryOf(stepUp).code.wrong.value.code).toBeUndefined();
    await confirm(stepUp, '0000 0000');
    expect(tryOf(stepUp).code.wrong.value.code).toContain('does not work');
    expect([tryOf(stepUp).trouble.value, tryOf(stepUp).code.trouble.value]).toEqual([null, null]);
  });

  it('can be asked for again while an older answer is pending, which then changes nothing', async () => {
    let come = () => {};
    const stepUp = createStepUp({
      ...ports,
      byMail: () =>
        new Promise(resolve => {
          come = () => resolve(ok({}));
        }),
    });
    const first = stepUp.ask();
    await expect.poll(() => tryOf(stepUp).ways.value).toBeDefined();
    const late = confirm(stepUp, '12345678');
    tryOf(stepUp).cancel();
    expect(await first).toBe(false);
    void stepUp.ask();
    await expect.poll(() => tryOf(stepUp).ways.value).toBeDefined();
    come();
    await late;
    expect(stepUp.current.value).not.toBeNull();
  });

  it('shows that the Worker does not answer, and can still be cancelled', async () => {
    const stepUp = createStepUp({ ...ports, begin: async () => err({ reason: 'offline' }) });
    const asked = stepUp.ask();
    await expect.poll(() => tryOf(stepUp).trouble.value?.text).toContain('does not answer');
    tryOf(stepUp).cancel();
    expect(await asked).toBe(false);
  });
});
