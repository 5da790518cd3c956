/** Two ways out: an address that takes mail as JSON (MAIL_URL), or Cloudflare's own sending (EMAIL and MAIL_FROM). */
export type Mail = {
  /** The same for every try, so that who receives it can tell. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
};

const PATIENCE_MS = 10_000;

export const hasMail = (env: Env): boolean =>
  env.MAIL_URL !== '' || (env.MAIL_FROM !== '' && env.EMAIL !== undefined);

/** Throws when it could not be handed over: then it is tried again. */
export const deliver = async (env: Env, { id, to, subject, text }: Mail): Promise<void> => {
  const from = env.MAIL_FROM || 'Ringside <ringside@localhost>';
  if (env.MAIL_URL === '') {
    if (!env.EMAIL) throw new Error('There is no way to send mail: neither MAIL_URL nor EMAIL is set.');
    await env.EMAIL.send({ from, to, subject, text });
    return;
  }
  const response = await fetch(env.MAIL_URL, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': id,
      ...(env.MAIL_TOKEN ? { authorization: `Bearer ${env.MAIL_TOKEN}` } : {}),
    },
    body: JSON.stringify({ from, to: [to], subject, text }),
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!response.ok) throw new Error(`The mail was not taken: ${response.status}.`);
};
