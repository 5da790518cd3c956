/** What Twilio allows an account (support, How fast can I place or receive phone calls). */
export type AccountPlan = 'trial' | 'unapproved' | 'individual' | 'business';

/** Concurrent calls, both directions together. */
export const CONCURRENT: Readonly<Record<AccountPlan, number>> = {
  trial: 5,
  unapproved: 2,
  individual: 3,
  business: Number.POSITIVE_INFINITY,
};

/** A key for the REST interface and for access tokens. */
export type ApiKey = {
  readonly sid: string;
  readonly secret: string;
  readonly createdAt: number;
  friendlyName: string;
};

/** Another party's number that may be shown as the caller ID, and that a trial account may call. */
export type VerifiedNumber = {
  readonly sid: string;
  readonly number: string;
  readonly createdAt: number;
  friendlyName: string;
};
