// Trust Hub, as far as it is needed: which customer profiles the carrier has approved, and of which kind.
import type { AccountPlan } from '../account/account.ts';
import { page } from './page.ts';
import { notFound, type RestResult, reply } from './reply.ts';
import type { RestRequest } from './routes.ts';

type Policy = { readonly sid: string; readonly friendly_name: string };

const BUSINESS: Policy = {
  sid: 'RN6433641899984f951173ef1738c3bdd0',
  friendly_name: 'Primary Customer Profile of type Business',
};
// Twilio publishes no SID for this one: it is the sandbox's own. (RN806dd6cd175f314e1f96a9727ee271f4 is the starter
// profile of a business.)
const INDIVIDUAL: Policy = {
  sid: `RN${'1d'.repeat(16)}`,
  friendly_name: 'Primary Customer Profile of type Individual',
};
const APPROVED: Readonly<Record<AccountPlan, readonly Policy[]>> = {
  trial: [],
  unapproved: [],
  individual: [INDIVIDUAL],
  business: [BUSINESS],
};

const STATUS = 'twilio-approved';

/** All profiles in the sandbox are approved. */
export const listProfiles = ({ network, path, query }: RestRequest): RestResult => {
  const { account } = network;
  const wanted = query.get('Status') ?? STATUS;
  const there = wanted === STATUS ? APPROVED[account.plan] : [];
  const made = new Date(account.createdAt).toISOString();
  return page('results', path, query, there, policy => ({
    sid: policy.sid.replace(/^RN/, 'BU'),
    account_sid: account.sid,
    policy_sid: policy.sid,
    friendly_name: 'Sandbox',
    status: STATUS,
    date_created: made,
    date_updated: made,
  }));
};

export const fetchPolicy = ({ path, ids }: RestRequest): RestResult => {
  const policy = [BUSINESS, INDIVIDUAL].find(({ sid }) => sid === ids.policy);
  return policy ? reply(policy) : notFound(path);
};
