/** A call driven by a test: dialled, joined, and reported on by webhooks. */
import { runDurableObjectAlarm } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, vi } from 'vitest';
import { type CallContact, CallView, type DialRefusal } from '../../shared/calls/contract.ts';
import type { CallId } from '../../shared/ids.ts';
import type { FakeCarrier } from './fake-carrier.ts';
import { type Answer, api, CUSTOMER, type Form, type Rep, sid, webhook } from './kit.ts';

export type Dialled = { readonly call: CallView; readonly ticket: string };
export type Refused = { readonly refusal: DialRefusal; readonly detail: string };

export const intentTo = (number: string) => ({ number, source: 'page' as const, at: 1_790_000_000_000 });

export const dial = <T = Dialled>(
  rep: Rep,
  number: string = CUSTOMER,
  key: string = crypto.randomUUID(),
): Promise<Answer<T>> =>
  api<T>('POST', '/v1/calls', {
    token: rep.token,
    body: { intent: intentTo(number) },
    headers: { 'idempotency-key': key },
  });

/** Whole seconds, as in the carrier's durations. */
export const rfc2822 = (at: number): string => new Date(at).toUTCString().replace('GMT', '+0000');

export class ACall {
  readonly rep: Rep;
  readonly #dialled: Dialled;
  readonly id: CallId;
  readonly ticket: string;
  readonly to: string;
  readonly openedAt: number;
  readonly repSid = sid('CA');
  readonly conferenceSid = sid('CF');
  room = '';

  constructor(rep: Rep, dialled: Dialled) {
    const { call, ticket } = dialled;
    this.#dialled = dialled;
    this.rep = rep;
    this.id = call.id;
    this.to = call.to;
    this.openedAt = call.openedAt;
    this.ticket = ticket;
  }

  static async dialled(rep: Rep, number?: string): Promise<ACall> {
    const { status, body } = await dial(rep, number);
    expect(status).toBe(200);
    return new ACall(rep, body);
  }

  /** The same call, seen by another member. */
  as(rep: Rep): ACall {
    const { repSid, conferenceSid, room } = this;
    return Object.assign(new ACall(rep, this.#dialled), { repSid, conferenceSid, room });
  }

  /** The rep's device connects. Returns the TwiML it receives. */
  async connect(over: Form = {}): Promise<string> {
    const { text } = await webhook(this.rep.workspace, 'voice', {
      CallSid: this.repSid,
      From: `client:${this.rep.memberId}`,
      CallStatus: 'ringing',
      Direction: 'inbound',
      ticket: this.ticket,
      ...over,
    });
    this.room = />(room_\w+)</.exec(text)?.[1] ?? this.room;
    return text;
  }

  participant(event: string, callSid: string, sequence: number, at = Date.now()): Form {
    return {
      ConferenceSid: this.conferenceSid,
      FriendlyName: this.room,
      CallSid: callSid,
      StatusCallbackEvent: event,
      SequenceNumber: String(sequence),
      Timestamp: rfc2822(at),
    };
  }

  customer(status: string, callSid: string, sequence: number, at = Date.now(), more: Form = {}): Form {
    return {
      CallSid: callSid,
      CallStatus: status,
      To: this.to,
      SequenceNumber: String(sequence),
      Timestamp: rfc2822(at),
      ...more,
    };
  }

  toRoom(form: Form) {
    return webhook(this.rep.workspace, `calls/${this.id}/room`, form);
  }

  toCustomer(form: Form) {
    return webhook(this.rep.workspace, `calls/${this.id}/legs/customer`, form);
  }

  /** The call's record, read through the API. */
  async onRecord(): Promise<CallView> {
    // This call and the few opened before it: tests that make hundreds of calls ask for each many times.
    const path = `/v1/calls?before=${this.openedAt + 1}&limit=5`;
    const { body } = await api<{ calls: { id: string }[] }>('GET', path, { token: this.rep.token });
    const view = body.calls.find(each => each.id === this.id);
    if (!view) throw new Error('The call is not on record.');
    return CallView.parse(view);
  }

  /** A rep rejoins on a new leg with its own ticket. Returns the TwiML that leg receives. */
  async connectAgain(ticket: string, callSid: string): Promise<string> {
    return this.connect({ ticket, CallSid: callSid });
  }

  rejoin(rep = this.rep) {
    return api<{ call: CallView; ticket: string; refusal: { reason: string }; detail: string }>(
      'POST',
      `/v1/calls/${this.id}/rejoin`,
      { token: rep.token },
    );
  }

  hangUp(rep = this.rep) {
    return api<{ call: CallView }>('POST', `/v1/calls/${this.id}/hang-up`, { token: rep.token });
  }
}

/** The contact of a call; a call that is dialled always has one. */
export const contactOf = ({ contact }: CallView): CallContact => {
  if (!contact) throw new Error('The call has no contact.');
  return contact;
};

/** Waits until the record matches. */
export const recorded = (call: ACall, what: Partial<CallView>): Promise<void> =>
  vi.waitFor(async () => expect(await call.onRecord()).toMatchObject(what), { timeout: 15_000 });

/** A call with the rep in the room and the customer on the line. */
export const talking = async (rep: Rep, carrier: FakeCarrier, customerSid: string): Promise<ACall> => {
  const call = await ACall.dialled(rep);
  await call.connect();
  await call.toRoom(call.participant('participant-join', call.repSid, 1));
  await vi.waitFor(() => expect(carrier.rung(call.room)).toHaveLength(1));
  for (const [index, status] of ['initiated', 'ringing', 'in-progress'].entries())
    await call.toCustomer(call.customer(status, customerSid, index));
  await recorded(call, { phase: 'active' });
  return call;
};

/** Advances the clock and runs the call's alarm. */
export const later = async (call: ACall, ms: number): Promise<void> => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
  await runDurableObjectAlarm(env.LIVE_CALL.get(env.LIVE_CALL.idFromName(call.id)));
};
