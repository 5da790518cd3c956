import { randomBytes } from 'node:crypto';
import { type ApiKey, accountPath, type VerifiedNumber } from '../account/account.ts';
import { isE164 } from '../account/numbers.ts';
import { rfc2822 } from '../calls/params.ts';
import { costSoFar } from '../ledger/make-ledger.ts';
import { filter } from './filter.ts';
import { anyText, callbackUrl, type FormRules, integer, method, oneOf, readForm } from './form.ts';
import { page } from './page.ts';
import { deleted, notFound, type RestResult, refuse, reply } from './reply.ts';
import { accountJson, national } from './resources.ts';
import type { RestRequest } from './routes.ts';

const NAME: FormRules = { FriendlyName: anyText };

const json = ({ network }: RestRequest) => accountJson(network.account);

export const fetchAccount = (request: RestRequest): RestResult => reply(json(request));

export const listAccounts = (request: RestRequest): RestResult =>
  page('accounts', request.path, request.query, [request.network.account], () => json(request));

const CREDIT_MICROS = 100_000_000;

/** A hundred dollars minus all costs so far; may be negative, without consequences. */
export const fetchBalance = ({ network }: RestRequest): RestResult =>
  reply({
    account_sid: network.account.sid,
    balance: ((CREDIT_MICROS - costSoFar(network)) / 1_000_000).toFixed(4),
    currency: 'USD',
  });

const keyJson = ({ sid, friendlyName, createdAt }: ApiKey) => ({
  sid,
  friendly_name: friendlyName,
  date_created: rfc2822(createdAt),
  date_updated: rfc2822(createdAt),
});

export const listKeys = ({ network, path, query }: RestRequest): RestResult =>
  page('keys', path, query, [...network.account.keys.values()], keyJson);

const keyOf = ({ network, ids }: RestRequest): ApiKey | undefined => network.account.keys.get(ids.key ?? '');

export const fetchKey = (request: RestRequest): RestResult => {
  const key = keyOf(request);
  return key ? reply(keyJson(key)) : notFound(request.path);
};

/** The only response that ever contains the secret. The newer address takes the account as a parameter. */
export const createKey = ({ network, form: sent }: RestRequest): RestResult => {
  const form = readForm(sent, { ...NAME, AccountSid: anyText, KeyType: oneOf('standard', 'restricted') });
  if (!form.ok) return form;
  const key: ApiKey = {
    sid: network.newSid('SK'),
    secret: randomBytes(16).toString('hex'),
    createdAt: network.time.clock.now(),
    friendlyName: form.value.text('FriendlyName') ?? '',
  };
  network.account.keys.set(key.sid, key);
  return reply({ ...keyJson(key), secret: key.secret }, 201);
};

export const updateKey = (request: RestRequest): RestResult => {
  const key = keyOf(request);
  if (!key) return notFound(request.path);
  const form = readForm(request.form, NAME);
  if (!form.ok) return form;
  key.friendlyName = form.value.text('FriendlyName') ?? key.friendlyName;
  return reply(keyJson(key));
};

export const deleteKey = (request: RestRequest): RestResult =>
  request.network.account.keys.delete(request.ids.key ?? '') ? deleted : notFound(request.path);

const verifiedJson = ({ network }: RestRequest, verified: VerifiedNumber) => ({
  sid: verified.sid,
  account_sid: network.account.sid,
  phone_number: verified.number,
  friendly_name: verified.friendlyName,
  date_created: rfc2822(verified.createdAt),
  date_updated: rfc2822(verified.createdAt),
  uri: `${accountPath(network.account)}/OutgoingCallerIds/${verified.sid}.json`,
});

const VERIFY: FormRules = {
  PhoneNumber: anyText,
  FriendlyName: anyText,
  CallDelay: integer(0, 60),
  Extension: anyText,
  StatusCallback: callbackUrl,
  StatusCallbackMethod: method,
};

/** Verification succeeds at once here: all telephones are on this machine. */
export const verifyNumber = (request: RestRequest): RestResult => {
  const { network } = request;
  const form = readForm(request.form, VERIFY);
  if (!form.ok) return form;
  const number = form.value.text('PhoneNumber') ?? '';
  if (!isE164(number)) return refuse(21421, `PhoneNumber is invalid: ${number}`);
  if (network.account.verified.has(number)) return refuse(21450, `Phone number already verified: ${number}`);
  const friendlyName = form.value.text('FriendlyName') ?? national(number);
  network.account.verified.set(number, {
    sid: network.newSid('PN'),
    number,
    createdAt: network.time.clock.now(),
    friendlyName,
  });
  return reply({
    account_sid: network.account.sid,
    call_sid: network.newSid('CA'),
    friendly_name: friendlyName,
    phone_number: number,
    validation_code: '123456',
  });
};

export const listVerified = (request: RestRequest): RestResult => {
  const found = filter([...request.network.account.verified.values()], request.query, {
    PhoneNumber: (each, value) => each.number === value,
    FriendlyName: (each, value) => each.friendlyName === value,
  });
  if (!found.ok) return found;
  return page('outgoing_caller_ids', request.path, request.query, found.value, each =>
    verifiedJson(request, each),
  );
};

const verifiedOf = ({ network, ids }: RestRequest): VerifiedNumber | undefined =>
  [...network.account.verified.values()].find(({ sid }) => sid === ids.verified);

export const fetchVerified = (request: RestRequest): RestResult => {
  const verified = verifiedOf(request);
  return verified ? reply(verifiedJson(request, verified)) : notFound(request.path);
};

export const deleteVerified = (request: RestRequest): RestResult => {
  const verified = verifiedOf(request);
  if (!verified) return notFound(request.path);
  request.network.account.verified.delete(verified.number);
  return deleted;
};
