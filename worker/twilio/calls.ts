/** The carrier's REST requests about calls, their recordings and their conferences. */
import * as z from 'zod';
import { type Login, type Outcome, type RestForm, request, requestOnce } from './rest.ts';

const DAY_MS = 24 * 60 * 60_000;

const Call = z.object({
  sid: z.string(),
  status: z.string(),
  /** RFC 2822; null until it happens. */
  start_time: z.string().nullish(),
  end_time: z.string().nullish(),
  /** Seconds from the answer, once the call is over. */
  duration: z.string().nullish(),
  date_created: z.string().nullish(),
  from: z.string().nullish(),
  to: z.string().nullish(),
  /**
   * A decimal, negative for a charge; null for some time after the end. No decision about a call waits for the price
   * or fails because of it.
   */
  price: z.string().nullish().catch(null),
  price_unit: z.string().nullish().catch(null),
});
export type CarrierCall = z.infer<typeof Call>;
const Participant = z.object({
  call_sid: z.string(),
  conference_sid: z.string().optional(),
  label: z.string().nullish(),
});
export type CarrierParticipant = z.infer<typeof Participant>;
const Recordings = z.object({ recordings: z.array(z.object({ sid: z.string() })) });
const Calls = z.object({ calls: z.array(Call) });
const Conferences = z.object({ conferences: z.array(z.object({ sid: z.string() })) });
const Participants = z.object({ participants: z.array(Participant) });

export const carrierOf = (login: Login) => ({
  /** Rings `To` into a conference, by name or SID. Repeat it only after `busy`: otherwise it rings a second time. */
  addParticipant: (conference: string, form: RestForm): Promise<Outcome<CarrierParticipant>> =>
    requestOnce(login, `/Conferences/${conference}/Participants.json`, Participant, form),
  updateParticipant: (
    conferenceSid: string,
    callSid: string,
    form: RestForm,
  ): Promise<Outcome<CarrierParticipant>> =>
    request(login, `/Conferences/${conferenceSid}/Participants/${callSid}.json`, Participant, form),
  /** Takes a call out of its conference and continues it with this TwiML. */
  redirectCall: (callSid: string, twiml: string): Promise<Outcome<CarrierCall>> =>
    request(login, `/Calls/${callSid}.json`, Call, { Twiml: twiml }),
  endCall: (callSid: string): Promise<Outcome<CarrierCall>> =>
    request(login, `/Calls/${callSid}.json`, Call, { Status: 'completed' }),
  fetchCall: (callSid: string): Promise<Outcome<CarrierCall>> =>
    request(login, `/Calls/${callSid}.json`, Call),
  recordingsOf: (callSid: string) => request(login, `/Calls/${callSid}/Recordings.json`, Recordings),
  /** Records a call that is under way. Never repeat it blindly: each request starts another recording. */
  record: (callSid: string, form: RestForm) =>
    request(login, `/Calls/${callSid}/Recordings.json`, Recordings.shape.recordings.element, form),
  stopRecording: (callSid: string, recordingSid: string) =>
    request(login, `/Calls/${callSid}/Recordings/${recordingSid}.json`, z.object({}), { Status: 'stopped' }),
  /** The newest calls between two numbers. `since` is milliseconds UTC; the carrier filters by whole days. */
  listCalls: (wanted: { readonly To: string; readonly From: string; readonly since: number }) => {
    const { To, From, since } = wanted;
    const query = new URLSearchParams({ To, From, PageSize: '20' });
    query.set('StartTime>', new Date(since - DAY_MS).toISOString().slice(0, 10));
    return request(login, `/Calls.json?${query}`, Calls);
  },
  /** The calls that a call's TwiML has dialled. */
  childrenOf: (callSid: string) =>
    request(login, `/Calls.json?${new URLSearchParams({ ParentCallSid: callSid, PageSize: '20' })}`, Calls),
  conferencesNamed: (name: string) =>
    request(login, `/Conferences.json?${new URLSearchParams({ FriendlyName: name })}`, Conferences),
  participants: (conferenceSid: string) =>
    request(login, `/Conferences/${conferenceSid}/Participants.json`, Participants),
});
export type Carrier = ReturnType<typeof carrierOf>;
