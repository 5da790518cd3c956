/** Everybody's mailbox: the mail API the Worker sends to. */
import { vi } from 'vitest';

export type Mail = { readonly to: readonly string[]; readonly subject: string; readonly text: string };

export const MAIL_ORIGIN = 'http://mail.test';
const mails: Mail[] = [];

export const takeMail = ({ body }: RequestInit = {}): Response => {
  mails.push(JSON.parse(String(body)));
  return Response.json({}, { status: 202 });
};

export const mailsTo = (address: string): readonly Mail[] => mails.filter(({ to }) => to.includes(address));

/** The newest mail to an address, once it has received that many: mails arrive through the queue. */
export const mailTo = (address: string, count = 1): Promise<Mail> =>
  vi.waitFor(
    () => {
      const all = mailsTo(address);
      const newest = all.at(-1);
      if (!newest || all.length < count) throw new Error(`${address} has ${all.length} mails.`);
      return newest;
    },
    { timeout: 10_000, interval: 20 },
  );
