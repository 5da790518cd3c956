/** The carrier's REST API as the Worker calls it: records each request, and answers as configured. */
import { vi } from 'vitest';
import { FakeAccount } from './fake-account.ts';
import { MAIL_ORIGIN, takeMail } from './fake-mail.ts';
import { CUSTOMER, sid } from './kit.ts';

export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  readonly user: string;
  readonly secret: string;
};
export type Says = (asked: Asked) => Response | Promise<Response>;

const json = (status: number, body: unknown): Response => Response.json(body, { status });

export const created =
  (callSid = sid('CA')): Says =>
  () =>
    json(201, { call_sid: callSid, conference_sid: sid('CF') });
export const refused =
  (code: number, status = 400): Says =>
  () =>
    json(status, { code, message: 'no', status });
export const timesOut: Says = () => {
  throw new DOMException('timed out', 'TimeoutError');
};

const callReply: Says = ({ path }) =>
  json(200, {
    sid: /CA[0-9a-f]{32}/.exec(path)?.[0],
    status: 'completed',
    start_time: null,
    end_time: null,
    from: CUSTOMER,
    to: '+12125550190',
  });

type Findable = {
  /** The participants of the only room: leg → label. */
  readonly inside?: Readonly<Record<string, string>>;
  readonly calls?: readonly { readonly sid: string; readonly date_created: string }[];
};

export const finds =
  ({ inside, calls = [] }: Findable): Says =>
  ({ path }) => {
    if (path === '/Calls.json')
      return json(200, { calls: calls.map(each => ({ ...each, status: 'ringing' })) });
    if (path === '/Conferences.json')
      return json(200, { conferences: inside ? [{ sid: `CF${'7'.repeat(32)}` }] : [] });
    const participants = Object.entries(inside ?? {}).map(([call_sid, label]) => ({ call_sid, label }));
    return json(200, { participants });
  };

export class FakeCarrier {
  readonly asked: Asked[] = [];
  readonly account = new FakeAccount();
  /** The answer to creating a participant. */
  onCreate: Says = created();
  onCall: Says = callReply;
  /** The answers to listing rooms, their participants, and calls between two numbers. */
  onFind: Says = finds({});
  onAnnounce: Says = ({ path }) =>
    json(200, { call_sid: /CA[0-9a-f]{32}/.exec(path)?.[0], conference_sid: sid('CF') });
  /** The answer to recording a leg, and all recordings: SID → leg. */
  onRecord: Says | undefined;
  onHold: Says | undefined;
  onStop: Says | undefined;
  readonly recordings = new Map<string, string>();
  onRecording: Says = () =>
    new Response(new Uint8Array([1, 2, 3]), { headers: { 'content-type': 'audio/wav' } });

  constructor() {
    vi.stubGlobal('fetch', async (url: string, { method = 'GET', body, headers }: RequestInit = {}) => {
      const { origin, pathname, searchParams: query } = new URL(url);
      if (origin === MAIL_ORIGIN) return takeMail({ body });
      if (origin !== 'http://carrier.test') throw new Error('Only the carrier is out there.');
      const basic = atob(new Headers(headers).get('authorization')?.replace('Basic ', '') ?? '');
      const [user = '', secret = ''] = basic.split(':');
      const asked = {
        method,
        query,
        user,
        secret,
        path: pathname.replace(/^.*\/Accounts\/AC\w{32}/, ''),
        form: body instanceof URLSearchParams ? body : new URLSearchParams(),
      };
      this.asked.push(asked);
      const known = this.account.answer(asked);
      if (known) return known;
      if (/\/Recordings\/RE\w+\.wav$/.test(asked.path)) return this.onRecording(asked);
      if (/\/Recordings/.test(asked.path)) return this.#recordings(asked);
      if (method === 'GET' && /^\/(Conferences(\/CF\w+\/Participants)?|Calls)\.json$/.test(asked.path))
        return this.onFind(asked);
      if (/\/Participants\.json$/.test(asked.path)) return this.onCreate(asked);
      if (/\/Participants\//.test(asked.path) && asked.form.has('AnnounceUrl')) return this.onAnnounce(asked);
      if (this.onHold && asked.form.has('Hold')) return this.onHold(asked);
      if (/\/Participants\//.test(asked.path))
        return json(200, { call_sid: /CA[0-9a-f]{32}/.exec(asked.path)?.[0], conference_sid: sid('CF') });
      return this.onCall(asked);
    });
  }

  async #recordings(asked: Asked): Promise<Response> {
    const [callSid = ''] = /CA[0-9a-f]{32}/.exec(asked.path) ?? [];
    const [recordingSid = ''] = /RE[0-9a-f]{32}/.exec(asked.path) ?? [];
    if (asked.method === 'DELETE') {
      const known = this.recordings.delete(recordingSid);
      return new Response(null, { status: known ? 204 : 404 });
    }
    if (recordingSid && this.onStop) return this.onStop(asked);
    if (recordingSid) return json(200, { sid: recordingSid, status: asked.form.get('Status') });
    if (asked.method === 'GET') {
      const all = [...this.recordings].filter(([, of]) => of === callSid);
      return json(200, { recordings: all.map(([sid]) => ({ sid })) });
    }
    const told = await this.onRecord?.(asked);
    if (told && told.status !== 500) return told;
    const made = sid('RE');
    this.recordings.set(made, callSid);
    // A lost answer: the request took effect all the same.
    return told ?? json(201, { sid: made });
  }

  /** How often recording this leg was requested, and what was announced to it. */
  recorded(callSid: string): number {
    return this.asked.filter(
      each => each.method === 'POST' && each.path === `/Calls/${callSid}/Recordings.json`,
    ).length;
  }
  announced(callSid: string): readonly string[] {
    return this.asked
      .filter(each => each.path.endsWith(`/Participants/${callSid}.json`) && each.form.has('AnnounceUrl'))
      .map(each => each.form.get('AnnounceUrl') ?? '');
  }
  stopped(callSid: string): boolean {
    return this.asked.some(
      each =>
        each.path.startsWith(`/Calls/${callSid}/Recordings/RE`) && each.form.get('Status') === 'stopped',
    );
  }

  /** Customers rung in a room: the one thing that must never happen twice. */
  rung(room?: string): readonly Asked[] {
    return this.asked.filter(
      each =>
        /^\/Conferences\/room_\w+\/Participants\.json$/.test(each.path) &&
        (room === undefined || each.path.includes(room)),
    );
  }

  /** Whether the carrier was asked to end this leg. */
  ended(callSid: string): boolean {
    return this.asked.some(
      each => each.path === `/Calls/${callSid}.json` && each.form.get('Status') === 'completed',
    );
  }

  /** What this leg was told before it was released. */
  parted(callSid: string): string | undefined {
    const said = this.asked.find(each => each.path === `/Calls/${callSid}.json` && each.form.has('Twiml'));
    return said?.form.get('Twiml') ?? undefined;
  }

  held(callSid: string): boolean {
    return this.holds(callSid).includes('true');
  }

  /** Every time this leg was held (`true`) or taken back (`false`), in order. */
  holds(callSid: string): readonly string[] {
    return this.asked
      .filter(each => each.path.endsWith(`/Participants/${callSid}.json`) && each.form.has('Hold'))
      .map(each => each.form.get('Hold') ?? '');
  }
}
