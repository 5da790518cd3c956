/** Twilio's REST API over fetch: its base address is configuration, so the sandbox carrier can take its place. */
import * as z from 'zod';

const TIMEOUT_MS = 10_000;
const DAY_MS = 24 * 60 * 60_000;
export const API = '/2010-04-01/Accounts';

/** `unknown`: the request may or may not have been carried out. */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'refused'; readonly status: number; readonly code: number; readonly message: string }
  | { readonly kind: 'unknown'; readonly why: 'timeout' | 'network' | 'server' | 'reply' };

const Refused = z.object({ code: z.number().optional(), message: z.string().optional() });
const Call = z.object({
  sid: z.string(),
  status: z.string(),
  /** RFC 2822, or null while it has not happened. */
  start_time: z.string().nullish(),
  end_time: z.string().nullish(),
  /** Seconds from the answer, once the call is over. */
  duration: z.string().nullish(),
  date_created: z.string().nullish(),
});
export type CarrierCall = z.infer<typeof Call>;
const Participant = z.object({
  call_sid: z.string(),
  conference_sid: z.string().optional(),
  label: z.string().nullish(),
});
export type CarrierParticipant = z.infer<typeof Participant>;
const Calls = z.object({ calls: z.array(Call) });
const Conferences = z.object({ conferences: z.array(z.object({ sid: z.string() })) });
const Participants = z.object({ participants: z.array(Participant) });

type Form = Readonly<Record<string, string | readonly string[]>>;

const encode = (form: Form): URLSearchParams => {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(form))
    for (const each of typeof value === 'string' ? [value] : value) body.append(name, each);
  return body;
};

export const authorization = (env: Env): string => {
  const [user, secret] =
    env.TWILIO_API_KEY_SID && env.TWILIO_API_KEY_SECRET
      ? [env.TWILIO_API_KEY_SID, env.TWILIO_API_KEY_SECRET]
      : [env.TWILIO_ACCOUNT_SID, env.TWILIO_AUTH_TOKEN ?? ''];
  return `Basic ${btoa(`${user}:${secret}`)}`;
};

const request = async <S extends z.ZodType>(
  env: Env,
  accountSid: string,
  path: string,
  schema: S,
  form?: Form,
): Promise<Outcome<z.infer<S>>> => {
  const headers = { authorization: authorization(env), accept: 'application/json' };
  let status: number;
  let text: string;
  // Not AbortSignal.timeout: its timer outlives the answer and keeps a Durable Object awake until it fires.
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(`${env.CARRIER_URL}${API}/${accountSid}${path}`, {
      method: form ? 'POST' : 'GET',
      headers,
      body: form ? encode(form) : undefined,
      signal: patience.signal,
    });
    status = response.status;
    text = await response.text();
  } catch {
    return { kind: 'unknown', why: patience.signal.aborted ? 'timeout' : 'network' };
  } finally {
    clearTimeout(timer);
  }
  if (status >= 500) return { kind: 'unknown', why: 'server' };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = {};
  }
  if (status >= 400) {
    const { code = 0, message = '' } = Refused.safeParse(json).data ?? {};
    return { kind: 'refused', status, code, message };
  }
  const value = schema.safeParse(json);
  return value.success ? { kind: 'done', value: value.data } : { kind: 'unknown', why: 'reply' };
};

/** What can be asked of one account. */
export const carrierOf = (env: Env, accountSid: string) => ({
  /** Rings `To` into a conference, named or by SID. Never repeat it: a repetition rings a second time. */
  addParticipant: (conference: string, form: Form): Promise<Outcome<CarrierParticipant>> =>
    request(env, accountSid, `/Conferences/${conference}/Participants.json`, Participant, form),
  updateParticipant: (
    conferenceSid: string,
    callSid: string,
    form: Form,
  ): Promise<Outcome<CarrierParticipant>> =>
    request(env, accountSid, `/Conferences/${conferenceSid}/Participants/${callSid}.json`, Participant, form),
  /** Takes a call out of its conference and goes on with this TwiML. */
  redirectCall: (callSid: string, twiml: string): Promise<Outcome<CarrierCall>> =>
    request(env, accountSid, `/Calls/${callSid}.json`, Call, { Twiml: twiml }),
  endCall: (callSid: string): Promise<Outcome<CarrierCall>> =>
    request(env, accountSid, `/Calls/${callSid}.json`, Call, { Status: 'completed' }),
  fetchCall: (callSid: string): Promise<Outcome<CarrierCall>> =>
    request(env, accountSid, `/Calls/${callSid}.json`, Call),
  /** The newest calls between two numbers; `since` is a day, as the carrier filters by days. */
  listCalls: (wanted: { readonly To: string; readonly From: string; readonly since: number }) => {
    const { To, From, since } = wanted;
    const query = new URLSearchParams({ To, From, PageSize: '20' });
    query.set('StartTime>', new Date(since - DAY_MS).toISOString().slice(0, 10));
    return request(env, accountSid, `/Calls.json?${query}`, Calls);
  },
  conferencesNamed: (name: string) =>
    request(env, accountSid, `/Conferences.json?${new URLSearchParams({ FriendlyName: name })}`, Conferences),
  participants: (conferenceSid: string) =>
    request(env, accountSid, `/Conferences/${conferenceSid}/Participants.json`, Participants),
});
export type Carrier = ReturnType<typeof carrierOf>;

/** The call is not there any more, or not in progress: what ending it wanted is already so. */
export const isGone = (outcome: Outcome<unknown>): boolean =>
  outcome.kind === 'refused' && (outcome.status === 404 || outcome.code === 21220);
