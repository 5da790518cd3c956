/** An inbound call driven by a test: it arrives, enters its room, and is answered by reps with open sockets. */
import { runDurableObjectAlarm } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, vi } from 'vitest';
import type { CallView } from '../../shared/calls/contract.ts';
import { type CallId, CallSid } from '../../shared/ids.ts';
import type { Offer } from '../../shared/incoming/contract.ts';
import type { ServerFrame } from '../../shared/presence/contract.ts';
import { inboundCallId } from '../../worker/inbound-call-id.ts';
import { rfc2822 } from './a-call.ts';
import { opened } from './a-socket.ts';
import { api, CUSTOMER, type Form, type Rep, sid, type Workspace, webhook } from './kit.ts';

export const OURS = '+12125550190';

type Refused = { readonly refusal: { readonly reason: string; readonly by?: string } };

export class AnArrival {
  readonly workspace: Workspace;
  readonly callSid: CallSid;
  readonly conferenceSid = sid('CF');
  readonly id: CallId;
  readonly from: string;
  /** What the carrier was told to do with the caller. */
  twiml = '';

  private constructor(workspace: Workspace, callSid: CallSid, id: CallId, from: string) {
    this.workspace = workspace;
    this.callSid = callSid;
    this.id = id;
    this.from = from;
  }

  static async at(workspace: Workspace, from: string = CUSTOMER, over: Form = {}): Promise<AnArrival> {
    const callSid = CallSid.parse(sid('CA'));
    const call = new AnArrival(workspace, callSid, await inboundCallId(workspace.id, callSid), from);
    await call.arrive(over);
    return call;
  }

  /** The webhook of the arrival; may be repeated. */
  async arrive(over: Form = {}): Promise<string> {
    const { status, text } = await webhook(this.workspace, 'incoming', {
      CallSid: this.callSid,
      From: this.from,
      To: OURS,
      CallStatus: 'ringing',
      Direction: 'inbound',
      ...over,
    });
    expect(status).toBe(200);
    this.twiml = text;
    return text;
  }

  get room(): string {
    return />(room_\w+)</.exec(this.twiml)?.[1] ?? '';
  }

  async inRoom(event: 'join' | 'leave', callSid: string, sequence: number, at = Date.now()): Promise<void> {
    const { status } = await webhook(this.workspace, `calls/${this.id}/room`, {
      ConferenceSid: this.conferenceSid,
      FriendlyName: this.room,
      CallSid: callSid,
      StatusCallbackEvent: `participant-${event}`,
      SequenceNumber: String(sequence),
      Timestamp: rfc2822(at),
    });
    expect(status).toBe(204);
  }

  answer(rep: Rep) {
    return api<{ call: CallView; ticket: string } & Refused>('POST', `/v1/calls/${this.id}/answer`, {
      token: rep.token,
    });
  }

  act(rep: Rep, what: 'decline' | 'to-voicemail' | 'hang-up') {
    return api('POST', `/v1/calls/${this.id}/${what}`, { token: rep.token });
  }

  /** The rep's device connects with the ticket. The TwiML it receives. */
  async connect(rep: Rep, ticket: string, callSid: string): Promise<string> {
    const { text } = await webhook(rep.workspace, 'voice', {
      CallSid: callSid,
      From: `client:${rep.memberId}`,
      CallStatus: 'ringing',
      Direction: 'inbound',
      ticket,
    });
    return text;
  }

  /** The rep answers and is in the room. The SID of their leg. */
  async talkWith(rep: Rep): Promise<string> {
    const { status, body } = await this.answer(rep);
    expect(status).toBe(200);
    const leg = sid('CA');
    expect(await this.connect(rep, body.ticket, leg)).toContain(this.room);
    await this.inRoom('join', leg, 2);
    await this.becomes({ phase: 'active' });
    return leg;
  }

  live() {
    return env.LIVE_CALL.get(env.LIVE_CALL.idFromName(this.id));
  }

  async view(): Promise<CallView> {
    const view = await this.live().view(this.workspace.id);
    if (!view) throw new Error('The call is not known.');
    return view;
  }

  becomes(what: Partial<CallView>): Promise<void> {
    return vi.waitFor(async () => expect(await this.view()).toMatchObject(what), { timeout: 10_000 });
  }

  /** The call's row, once it matches. */
  async recorded(what: Record<string, unknown>): Promise<void> {
    await vi.waitFor(
      async () =>
        expect(await env.DB.prepare('select * from call where id = ?').bind(this.id).first()).toMatchObject(
          what,
        ),
      { timeout: 10_000 },
    );
  }

  /** Advances the clock and runs the call's alarm. */
  async later(ms: number): Promise<void> {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
    await runDurableObjectAlarm(this.live());
  }
}

/** A rep who is Online: picked, and with a phone's socket open. */
export const onDuty = async (rep: Rep): Promise<WebSocket & Phone> => {
  const phone = await opened(rep);
  const { status } = await api('PATCH', '/v1/presence/status', {
    token: rep.token,
    body: { status: 'online' },
  });
  expect(status).toBe(200);
  return phone;
};

export type Phone = { readonly frames: ServerFrame[] };

/** What a phone is offered now. */
export const offersOn = ({ frames }: Phone): readonly Offer[] => {
  for (const frame of frames.toReversed())
    if (frame.type === 'offers' || frame.type === 'hello') return frame.offers ?? [];
  return [];
};

export const rings = (phone: Phone, call: AnArrival): Promise<void> =>
  vi.waitFor(() => expect(offersOn(phone).map(each => each.call.id)).toContain(call.id));

/** The phone does not ring any more, and was told why. */
export const silent = (phone: Phone, call: AnArrival, end: { why: string; by?: string }): Promise<void> =>
  vi.waitFor(() => {
    expect(offersOn(phone).map(each => each.call.id)).not.toContain(call.id);
    const { frames } = phone;
    const ends = frames.filter(frame => frame.type === 'offer.ended' && frame.callId === call.id);
    expect(ends.at(-1)).toMatchObject(end);
  });
