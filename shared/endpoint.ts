import * as z from 'zod';
import type { Capability } from './capabilities.ts';

export const Role = z.enum(['owner', 'admin', 'manager', 'agent', 'member']);
export type Role = z.infer<typeof Role>;

export const ALL_ROLES = Role.options;

type Refusals = Readonly<Record<string, number>>;

/**
 * One HTTP endpoint as data. The Worker registers from it, the extension calls from it.
 * `path` uses `:name` for parameters, each of which is a key of `request`; with GET the remaining keys travel
 * in the query, otherwise as the JSON body. `refusals` maps the `reason` of every refusal to its HTTP status;
 * `refusal` is the schema of the refusals (a union tagged by `reason`).
 */
export type Endpoint<
  Request extends z.ZodObject = z.ZodObject,
  Reply extends z.ZodType = z.ZodType,
  Refusal extends z.ZodType = z.ZodType,
> = {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** `public`: no session needed. Otherwise the capability its caller needs (shared/capabilities.ts); else 403. */
  readonly may: 'public' | Capability;
  /** The caller must send Idempotency-Key (8 to 64 of A–Z a–z 0–9 _ -): this act rings a person or costs money. */
  readonly idempotent?: true;
  /**
   * When an act that changes something is written to the audit log: before it is answered, unless stated here.
   * `later`: after the answer, so that the caller does not wait for the entry. `no`: not at all, as it changes
   * nothing that anybody would look for. A GET endpoint is logged only if this is set to `later`.
   */
  readonly audit?: 'later' | 'no';
  /**
   * A stolen session must not do this: its caller needs a recent step-up (shared/step-up/contract.ts).
   * Always, or when one of these fields is sent.
   */
  readonly stepUp?: true | readonly string[];
  /** Fields of the request that are never logged. */
  readonly secrets?: readonly string[];
  readonly request: Request;
  readonly reply: Reply;
  readonly refusal: Refusal;
  readonly refusals: Refusals;
};

export const endpoint = <Q extends z.ZodObject, R extends z.ZodType, E extends z.ZodType>(
  spec: Endpoint<Q, R, E>,
): Endpoint<Q, R, E> => spec;

/** The refusal schema of an endpoint that never refuses. */
export const NoRefusal = z.never();

export type RequestOf<E extends Endpoint> = z.infer<E['request']>;
export type ReplyOf<E extends Endpoint> = z.infer<E['reply']>;
export type RefusalOf<E extends Endpoint> = z.infer<E['refusal']>;

/** The `type` of the problem that a step-up solves: step up, then repeat the request. */
export const STEP_UP_FIRST = 'urn:ringside:step-up-first';

/** application/problem+json (RFC 9457), the body of every reply that is not 2xx. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  /** What to do, in words a person can act on. */
  detail: z.string(),
  /** Read this out to support; it finds the log line. */
  requestId: z.string(),
  /** Present when this is a refusal: matches the endpoint's refusal schema. */
  refusal: z.unknown().optional(),
  /** Present when the body did not parse: which field, and why. */
  fields: z.record(z.string(), z.string()).optional(),
});
export type Problem = z.infer<typeof Problem>;

export const IdempotencyKey = z.string().regex(/^[\w-]{8,64}$/);

/** Header with the extension's version; the Worker answers 426 below OLDEST_CLIENT. */
export const CLIENT_VERSION_HEADER = 'ringside-client';
/** Paths were renamed with 0.3.0. */
export const OLDEST_CLIENT = '0.3.0';
/** Paths of pages that only extensions before 0.4 show: such a page is answered 426, while calls go on. */
export const RETIRED_PATHS: readonly string[] = ['/v1/workspace', '/v1/ai'];
/** The version of socket frames. */
export const FRAME_VERSION = 1;
