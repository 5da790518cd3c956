import * as z from 'zod';

/** Probability: 0 never, 1 always. */
const Rate = z.number().min(0).max(1).default(0);
const Times = z.union([z.int().positive(), z.literal('always')]).default(1);
const delayMs = z.int().nonnegative();

/** Selects webhooks. All fields that are given must match. */
export const WebhookMatch = z.strictObject({
  kind: z
    .enum(['twiml', 'call', 'conference', 'audio', 'recording', 'amd', 'stream', 'transcription'])
    .optional(),
  /**
   * Of a call: `initiated ringing answered completed`, or the CallStatus it ends with (`busy`). Of a conference:
   * `participant-join` and so on. Of a recording: `completed absent`.
   */
  event: z.string().optional(),
  /** Whose leg: a rep's device or a person's telephone. */
  leg: z.enum(['client', 'pstn']).optional(),
  callSid: z.string().optional(),
  /** The participant's label; only conference events have one. */
  label: z.string().optional(),
  /** Any substring of the address. */
  url: z.string().optional(),
});
export type WebhookMatch = z.infer<typeof WebhookMatch>;

/** What happens to one webhook. */
export const WebhookAct = z.discriminatedUnion('act', [
  /** Never arrives, on any attempt. */
  z.strictObject({ act: z.literal('drop') }),
  /** Arrives this many additional times, all at once and with the same idempotency token. */
  z.strictObject({ act: z.literal('double'), copies: z.int().min(1).max(50).default(1) }),
  /** Arrives later; the webhooks after it overtake it. */
  z.strictObject({ act: z.literal('delay'), delayMs }),
  /** Arrives after the next webhook that matches `until`, or when the control releases it. */
  z.strictObject({ act: z.literal('hold'), until: WebhookMatch }),
  /** One value is changed after signing. */
  z.strictObject({ act: z.literal('corrupt') }),
  /** Signed with another account's token. */
  z.strictObject({ act: z.literal('wrongSignature') }),
  /** The first attempt arrives but its answer is lost: tried again if the address asks for retries (`#rp=rt`). */
  z.strictObject({ act: z.literal('loseAnswer') }),
  /** Arrives, and the answer takes this long; longer than the address's read timeout means no answer. */
  z.strictObject({ act: z.literal('slow'), delayMs }),
  /** Does not arrive; the carrier proceeds as if the application had answered with this status. */
  z.strictObject({ act: z.literal('answer'), status: z.int().min(200).max(599) }),
]);
export type WebhookAct = z.infer<typeof WebhookAct>;

/** A fault aimed at the next webhooks that match. */
export const WebhookFault = z.strictObject({ on: WebhookMatch, does: WebhookAct, times: Times });
export type WebhookFault = z.input<typeof WebhookFault>;

/** Selects requests to the REST interface. `path` is any substring of the path, without the query. */
export const RequestMatch = z.strictObject({
  method: z.enum(['GET', 'POST', 'DELETE']).optional(),
  path: z.string().optional(),
});
export type RequestMatch = z.infer<typeof RequestMatch>;

/** What happens to one request. */
export const RequestAct = z.discriminatedUnion('act', [
  /** Refused without effect: 429 with code 20429, 500 with 20500, 503 with 20503. */
  z.strictObject({ act: z.literal('refuse'), status: z.literal([429, 500, 503]) }),
  /** Not carried out, and not answered. */
  z.strictObject({ act: z.literal('timeoutBefore') }),
  /** Carried out, but not answered. */
  z.strictObject({ act: z.literal('timeoutAfter') }),
  /** Carried out, but the connection is cut instead of an answer. */
  z.strictObject({ act: z.literal('cutAfter') }),
  z.strictObject({ act: z.literal('delay'), delayMs }),
]);
export type RequestAct = z.infer<typeof RequestAct>;

/** A fault aimed at the next requests that match. */
export const RequestFault = z.strictObject({ on: RequestMatch, does: RequestAct, times: Times });
export type RequestFault = z.input<typeof RequestFault>;

const WebhookRates = z.strictObject({
  /** Only webhooks that match; all by default. */
  on: WebhookMatch.default({}),
  drop: Rate,
  double: Rate,
  delay: Rate,
  /** The longest delay, ms. */
  delayMs: delayMs.default(1000),
  /** Probability of swapping places with the following webhook. */
  reorder: Rate,
  corrupt: Rate,
  wrongSignature: Rate,
  loseAnswer: Rate,
  status5xx: Rate,
  /** Probability of a late answer. */
  slow: Rate,
  /** The longest delay of an answer, ms. */
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
  /** Probability that a device's socket is cut during its call, or stays open but passes nothing any more. */
  cutSocket: Rate,
  freezeSocket: Rate,
  /** Probability that a device's call loses audio: `lossShare` of its packets, each way. */
  loss: Rate,
  lossShare: z.number().min(0).max(1).default(0.1),
  /** Probability that a person hangs up in the middle of a sentence. */
  hangUp: Rate,
  /** The latest moment, ms after the answer. */
  withinMs: delayMs.default(10_000),
});
export type LineRates = z.output<typeof LineRates>;

/**
 * The network's weather. Each draw depends only on the seed and on what is drawn for (kind, event, number or label,
 * and its index among those of the same kind): the same seed gives the same faults to the same calls, however their
 * webhooks interleave.
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
