/** What Twilio lets an account do (support, How fast can I place or receive phone calls). */
export type AccountPlan = 'trial' | 'unapproved' | 'individual' | 'business';

/** Calls at the same time, both directions. */
export const CONCURRENT: Readonly<Record<AccountPlan, number>> = {
  trial: 5,
  unapproved: 2,
  individual: 3,
  business: Number.POSITIVE_INFINITY,
};

/** A key to the REST interface and to access tokens. */
export type ApiKey = {
  readonly sid: string;
  readonly secret: string;
  readonly createdAt: number;
  friendlyName: string;
};

/** Somebody else's number that may be shown as the caller, and that a trial account may call. */
export type VerifiedNumber = {
  readonly sid: string;
  readonly number: string;
  readonly createdAt: number;
  friendlyName: string;
};
