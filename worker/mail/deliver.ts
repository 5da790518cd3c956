/** Mail is sent to an address that takes it as JSON (MAIL_URL), or through Cloudflare (EMAIL and MAIL_FROM). */
export type Mail = {
  /** The same for every try, so that the receiving service can recognise a repetition. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
};

const PATIENCE_MS = 10_000;

export const hasMail = (env: Env): boolean =>
  env.MAIL_URL !== '' || (env.MAIL_FROM !== '' && env.EMAIL !== undefined);

/** Throws if the mail could not be handed over; the queue then tries again. */
export const deliver = async (env: Env, { id, to, subject, text }: Mail): Promise<void> => {
  const from = env.MAIL_FROM || 'Ringside <ringside@localhost>';
  if (env.MAIL_URL === '') {
    if (!env.EMAIL) throw new Error('Mail cannot be sent: neither MAIL_URL nor EMAIL is set.');
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
  if (!response.ok) throw new Error(`The mail service refused the mail: ${response.status}.`);
};
