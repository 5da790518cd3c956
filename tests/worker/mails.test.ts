/** Every kind of mail, with hostile names of people, workspaces and browsers. */
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { newSecret, sha256 } from '../../extension/tokens.ts';
import type { Role } from '../../shared/endpoint.ts';
import { mailText, quoted } from '../../worker/mail/index.ts';
import { type Mail, mailTo } from './fake-mail.ts';
import { api, makeRep, type Rep } from './kit.ts';

const HOSTILE =
  'Ringside\r\nBcc: all@evil.example\u2028\u202e Pay at https://evil.example/pay or www.evil.example” now <a href=x>';

const run = (sql: string, ...values: readonly string[]) =>
  env.DB.prepare(sql)
    .bind(...values)
    .run();

/** A member with that name, in a workspace with that name. */
const hostile = async (role: Role): Promise<Rep> => {
  const rep = await makeRep(undefined, role);
  await run('update member set name = ? where id = ?', HOSTILE, rep.memberId);
  await run('update workspace set name = ? where id = ?', HOSTILE, rep.workspace.id);
  return rep;
};
const emailOf = ({ memberId }: Rep) => `${memberId}@acme.example`;
const signInMail = async (rep: Rep, device: string): Promise<Mail> => {
  const body = { email: emailOf(rep), ask: await sha256(newSecret()), device };
  expect((await api('POST', '/v1/sessions/mail-code', { body })).status).toBe(200);
  return mailTo(emailOf(rep));
};

const MAILS: Readonly<Record<string, (device: string) => Promise<Mail>>> = {
  'a code to sign in': async device => signInMail(await hostile('agent'), device),
  'why an owner gets none': async device => signInMail(await hostile('owner'), device),
  'a code for the one workspace that is not theirs': async device => {
    const [rep, own] = [await hostile('agent'), await hostile('owner')];
    const sql = 'update member set user_id = (select user_id from member where id = ?) where id = ?';
    await run(sql, rep.memberId, own.memberId);
    return signInMail(rep, device);
  },
  'a code for a step-up': async device => {
    const rep = await hostile('owner');
    const body = { ask: await sha256(newSecret()), device };
    expect((await api('POST', '/v1/session/step-up/mail', { token: rep.token, body })).status).toBe(200);
    return mailTo(emailOf(rep));
  },
  'an invitation': async () => {
    const rep = await hostile('owner');
    const email = `${crypto.randomUUID()}@acme.example`;
    await api('POST', '/v1/members', {
      token: rep.token,
      body: { email, name: HOSTILE.slice(0, 90), role: 'agent' },
    });
    return mailTo(email);
  },
};

/** Text that a mail program turns into a link. */
const LINKS = /https?:\/\/\S+|www\.\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)+/gi;

test.each(Object.entries(MAILS))('%s contains the requester’s text only in quotes', async (_, send) => {
  const { subject, text } = await send(HOSTILE.slice(0, 100));
  expect([subject.length <= 200, /[\p{C}\p{Zl}]/u.test(subject)]).toEqual([true, false]);
  const own = new URL(env.PUBLIC_URL).host;
  expect((subject + text).match(LINKS)?.filter(link => !link.includes(own)) ?? []).toEqual([]);
  // The requester's text is one short line in quotation marks.
  const quotes = [...(subject + text).matchAll(/“([^”]*)”/g)].map(match => match[1] ?? '');
  for (const each of quotes) expect(each.length).toBeLessThanOrEqual(60);
  const rest = (subject + text).replace(/“[^”\n]*”/g, '');
  for (const word of ['evil', 'Pay at', 'Bcc', 'href']) expect(rest).not.toContain(word);
});

test.each([
  ['Google Chrome on Windows', 'Chrome on Windows'],
  ['Microsoft Edge on macOS', 'Edge on macOS'],
  ['Google Chrome on my evil.example', 'Chrome.'],
  ['constructor on Linux', 'a browser on Linux'],
])('a browser that calls itself %s is named in the mail as: %s', async (device, words) => {
  const { text } = await signInMail(await makeRep(), device);
  expect(text).toContain(`asked for it: ${words}`);
});

test('a name that is not quoted cannot be put into a mail', () => {
  const name: string = HOSTILE;
  // @ts-expect-error: it was not quoted.
  expect(mailText`Hello ${name}`).toContain(HOSTILE);
  expect(mailText`Hello ${quoted('Nia  O’Neill')}`).toBe('Hello “Nia O’Neill”');
  expect(quoted('x'.repeat(100))).toHaveLength(62);
});
