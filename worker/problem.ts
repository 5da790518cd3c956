import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Problem } from '../shared/endpoint.ts';
import { log } from './log.ts';

const TITLES: Readonly<Record<number, string>> = {
  400: 'Not understood',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Not now',
  410: 'Over',
  413: 'Too large',
  422: 'Not accepted',
  426: 'Too old',
  429: 'Too many tries',
  500: 'Something broke',
  503: 'Not ready',
};

const DETAILS: Readonly<Record<number, string>> = {
  404: 'This was not found. It may have been removed.',
  413: 'The request is too large.',
  500: 'Something went wrong on the server. Try again. If it happens again, give support the request id.',
};

type Extra = Partial<Pick<Problem, 'type' | 'refusal' | 'fields'>>;

/** An error response. May be thrown anywhere; onError turns it into the response. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly detail: string;
  readonly extra: Extra;

  constructor(status: number, detail?: string, extra: Extra = {}) {
    super(`HTTP ${status}`);
    this.name = 'HttpProblem';
    this.status = status;
    this.detail = detail ?? DETAILS[status] ?? 'This request could not be understood. Try again.';
    this.extra = extra;
  }
}

export const notFound = (): HttpProblem => new HttpProblem(404);

const reply = (c: Context, { status, detail, extra }: HttpProblem): Response => {
  const requestId: string = c.get('requestId') ?? '';
  const problem: Problem = {
    type: 'about:blank',
    title: TITLES[status] ?? 'Not done',
    status,
    detail,
    requestId,
    ...extra,
  };
  return c.body(JSON.stringify(problem), status as ContentfulStatusCode, {
    'content-type': 'application/problem+json',
  });
};

/** The only place where a thrown error becomes a response. */
export const onError = (error: Error, c: Context): Response => {
  if (error instanceof HttpProblem) return reply(c, error);
  if (error instanceof HTTPException) return reply(c, new HttpProblem(error.status));
  log.error('broke', { requestId: c.get('requestId'), method: c.req.method, error });
  return reply(c, new HttpProblem(500));
};
