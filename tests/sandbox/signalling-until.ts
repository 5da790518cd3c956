/** Polls until the condition holds. The limit only ends a test that has failed. */
export const until = async (holds: () => boolean | Promise<boolean>, what: string, limitMs = 15_000) => {
  const giveUpAt = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > giveUpAt) throw new Error(`Waited in vain until ${what}.`);
    await new Promise(done => setTimeout(done, 20));
  }
};
