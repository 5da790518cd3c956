import * as z from 'zod';

/** How often: 0 never, 1 always. */
const Rate = z.number().min(0).max(1).default(0);
const Times = z.union([z.int().positive(), z.literal('always')]).default(1);
const delayMs = z.int().nonnegative();

/** Which webhooks. Everything that is named has to be so. */
export const WebhookMatch = z.strictObject({
  kind: z
    .enum(['twiml', 'call', 'conference', 'audio', 'recording', 'amd', 'stream', 'transcription'])
    .optional(),
  /**
   * Of a call: `initiated ringing answered completed`, or the CallStatus it ends with (`busy`). Of a conference:
   * `participant-join` and so on. Of a recording: `completed absent`.
   */
  event: z.string().optional(),
  /** Whose: a rep's device or a person's telephone. */
  leg: z.enum(['client', 'pstn']).optional(),
  callSid: z.string().optional(),
  /** The participant's label, known on the events of a conference. */
  label: z.string().optional(),
  /** Any part of the address. */
  url: z.string().optional(),
});
export type WebhookMatch = z.infer<typeof WebhookMatch>;

/** What happens to one webhook. */
export const WebhookAct = z.discriminatedUnion('act', [
  /** It never arrives, however often it is tried. */
  z.strictObject({ act: z.literal('drop') }),
  /** It arrives so many more times, all at once and with the same idempotency token. */
  z.strictObject({ act: z.literal('double'), copies: z.int().min(1).max(50).default(1) }),
  /** It arrives later; what follows it overtakes it. */
  z.strictObject({ act: z.literal('delay'), delayMs }),
  /** It arrives after the next one that matches, or when the control releases it. */
  z.strictObject({ act: z.literal('hold'), until: WebhookMatch }),
  /** A value is changed after it was signed. */
  z.strictObject({ act: z.literal('corrupt') }),
  /** It is signed with another account's token. */
  z.strictObject({ act: z.literal('wrongSignature') }),
  /** The first attempt arrives, its answer is lost: tried again where the address asks for it (`#rp=rt`). */
  z.strictObject({ act: z.literal('loseAnswer') }),
  /** It arrives, and the answer takes so long; beyond the address's read timeout it is none. */
  z.strictObject({ act: z.literal('slow'), delayMs }),
  /** It does not arrive; the carrier takes it that the application answered so. */
  z.strictObject({ act: z.literal('answer'), status: z.int().min(200).max(599) }),
]);
export type WebhookAct = z.infer<typeof WebhookAct>;

/** A fault aimed at the next webhooks that match. */
export const WebhookFault = z.strictObject({ on: WebhookMatch, does: WebhookAct, times: Times });
export type WebhookFault = z.input<typeof WebhookFault>;

/** Which requests to the REST interface. `path` is any part of it, without the query. */
export const RequestMatch = z.strictObject({
  method: z.enum(['GET', 'POST', 'DELETE']).optional(),
  path: z.string().optional(),
});
export type RequestMatch = z.infer<typeof RequestMatch>;

/** What happens to one request. */
export const RequestAct = z.discriminatedUnion('act', [
  /** Refused without effect: 429 with code 20429, 500 with 20500, 503 with 20503. */
  z.strictObject({ act: z.literal('refuse'), status: z.literal([429, 500, 503]) }),
  /** Nothing is done and no answer comes. */
  z.strictObject({ act: z.literal('timeoutBefore') }),
  /** It is done and no answer comes. */
  z.strictObject({ act: z.literal('timeoutAfter') }),
  /** It is done and the connection breaks instead of an answer. */
  z.strictObject({ act: z.literal('cutAfter') }),
  z.strictObject({ act: z.literal('delay'), delayMs }),
]);
export type RequestAct = z.infer<typeof RequestAct>;

/** A fault aimed at the next requests that match. */
export const RequestFault = z.strictObject({ on: RequestMatch, does: RequestAct, times: Times });
export type RequestFault = z.input<typeof RequestFault>;

const WebhookRates = z.strictObject({
  /** Only these; all if it is not named. */
  on: WebhookMatch.default({}),
  drop: Rate,
  double: Rate,
  delay: Rate,
  /** The longest delay. */
  delayMs: delayMs.default(1000),
  /** Swaps places with the one that follows. */
  reorder: Rate,
  corrupt: Rate,
  wrongSignature: Rate,
  loseAnswer: Rate,
  status5xx: Rate,
  /** Answered late. */
  slow: Rate,
  /** The latest. */
  slowMs: delayMs.default(5000),
});

const RequestRates = z.strictObject({
  on: RequestMatch.default({}),
  status429: Rate,
  status5xx: Rate,
  timeoutBefore: Rate,
  timeoutAfter: Rate,
  delay: Rate,
  delayMs: delayMs.default(1000),
});

const LineRates = z.strictObject({
  /** A device's socket is cut in the middle of its call, or lets nothing pass any more while it stays open. */
  cutSocket: Rate,
  freezeSocket: Rate,
  /** Of the audio of a device's call so much is lost, each way. */
  loss: Rate,
  lossShare: z.number().min(0).max(1).default(0.1),
  /** A person hangs up in the middle of a sentence. */
  hangUp: Rate,
  /** The latest, after the answer. */
  withinMs: delayMs.default(10_000),
});
export type LineRates = z.output<typeof LineRates>;

/**
 * The network's weather. What is drawn depends on the seed, on what is drawn for (kind, event, number or label, and the
 * how-many-th of its kind it is) and on nothing else: the same seed gives the same faults to the same calls, however
 * their webhooks interleave.
 */
export const FaultPlan = z.strictObject({
  seed: z.int().default(1),
  webhooks: WebhookRates.optional(),
  rest: RequestRates.optional(),
  lines: LineRates.optional(),
  aimed: z
    .strictObject({
      webhooks: z.array(WebhookFault).default([]),
      rest: z.array(RequestFault).default([]),
    })
    .optional(),
});
export type FaultPlan = z.input<typeof FaultPlan>;
export type ReadFaultPlan = z.output<typeof FaultPlan>;
