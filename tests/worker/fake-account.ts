/** The carrier's side of an account: its state, its applications, its numbers. */

import type { Asked } from './fake-carrier.ts';
import { ACCOUNT, sid } from './kit.ts';

type Entry = Record<string, unknown> & { sid: string };
type Secrets = Readonly<Record<string, string>>;

const json = (status: number, body: unknown): Response => Response.json(body, { status });
const no = (status: number, code: number, message = 'no'): Response =>
  json(status, { code, message, status });

const written = (form: URLSearchParams): Record<string, string> =>
  Object.fromEntries(
    [...form].map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter, at) => `${at ? '_' : ''}${letter.toLowerCase()}`),
      value,
    ]),
  );

export class FakeAccount {
  status = 'active';
  type = 'Full';
  /** The accepted credentials. */
  secrets: Secrets = {
    [ACCOUNT.accountSid]: ACCOUNT.authToken,
    [ACCOUNT.apiKeySid]: ACCOUNT.apiKeySecret,
  };
  readonly applications: Entry[] = [];
  readonly numbers: Entry[] = [];
  /** The policies of its approved customer profiles. */
  policies = ['Primary Customer Profile of type Business'];
  /** The countries it may call, as far as the carrier reports them. */
  countries: Record<string, boolean> = { US: true };
  /** The numbers a trial account may call. */
  readonly verified: string[] = [];
  /** How often each number was sold. */
  bought = 0;
  /** Answers instead of the account, to simulate faults at the carrier. */
  instead: (asked: Asked) => Response | undefined = () => undefined;

  own(phone_number: string, over: Record<string, unknown> = {}): Entry {
    const capabilities = { voice: true, sms: true };
    const entry = {
      sid: sid('PN'),
      phone_number,
      friendly_name: `Line ${phone_number}`,
      capabilities,
      ...over,
    };
    this.numbers.push(entry);
    return entry;
  }

  answer(asked: Asked): Response | undefined {
    const known = this.#answer(asked);
    if (!known) return undefined;
    if (this.secrets[asked.user] !== asked.secret) return no(401, 20003, 'Authenticate');
    return this.instead(asked) ?? known();
  }

  #answer(asked: Asked): (() => Response) | undefined {
    const { path, query, method, form } = asked;
    if (path === '.json')
      return () =>
        asked.user.startsWith('AC')
          ? json(200, { sid: asked.user, status: this.status, type: this.type })
          : no(401, 20003);
    const [, kind = '', id] = /^\/(Applications|IncomingPhoneNumbers)(?:\/(\w+))?\.json$/.exec(path) ?? [];
    if (kind) {
      const entries = kind === 'Applications' ? this.applications : this.numbers;
      return id
        ? () => this.#one(entries, id, method, form)
        : () => this.#many(entries, kind, query, method, form);
    }
    if (path === '/v1/CustomerProfiles')
      return () => json(200, { results: this.policies.map((_, at) => ({ policy_sid: `RN${at}` })) });
    const policy = /^\/v1\/Policies\/RN(\d+)$/.exec(path)?.[1];
    if (policy) return () => json(200, { friendly_name: this.policies[Number(policy)] });
    if (path === '/v1/DialingPermissions/Countries')
      return () =>
        json(200, {
          content: Object.entries(this.countries).map(([iso_code, low_risk_numbers_enabled]) => ({
            iso_code,
            low_risk_numbers_enabled,
          })),
          meta: { next_page_url: null },
        });
    if (path === '/OutgoingCallerIds.json')
      return () =>
        json(200, {
          outgoing_caller_ids: this.verified
            .filter(each => each === query.get('PhoneNumber'))
            .map(phone_number => ({ phone_number })),
        });
    if (!path.startsWith('/AvailablePhoneNumbers/')) return undefined;
    const area = query.get('AreaCode') ?? '212';
    const forSale = [1, 2].map(n => ({
      phone_number: `+1${area}555070${n}`,
      locality: 'Springfield',
      region: 'NY',
    }));
    return () => json(200, { available_phone_numbers: forSale });
  }

  #one(entries: Entry[], id: string, method: string, form: URLSearchParams): Response {
    const at = entries.findIndex(each => each.sid === id);
    const entry = entries[at];
    if (!entry) return no(404, 20404, 'not found');
    if (method === 'DELETE') entries.splice(at, 1);
    else Object.assign(entry, written(form));
    return method === 'DELETE' ? new Response(null, { status: 204 }) : json(200, entry);
  }

  #many(entries: Entry[], kind: string, query: URLSearchParams, method: string, form: URLSearchParams) {
    if (method === 'POST') {
      const isNumber = kind === 'IncomingPhoneNumbers';
      if (isNumber) this.bought += 1;
      const made = { sid: sid(isNumber ? 'PN' : 'AP'), ...written(form) };
      entries.push(made);
      return json(201, made);
    }
    const wanted = query.get('FriendlyName') ?? query.get('PhoneNumber');
    const found = entries.filter(
      each => wanted === null || each.friendly_name === wanted || each.phone_number === wanted,
    );
    return json(200, { [kind === 'Applications' ? 'applications' : 'incoming_phone_numbers']: found });
  }
}
