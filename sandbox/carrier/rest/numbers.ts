import { type Account, API_VERSION, accountPath } from '../account/account.ts';
import { type Line, lineBySid, newLine } from '../account/lines.ts';
import { isE164 } from '../account/numbers.ts';
import { rfc2822 } from '../calls/params.ts';
import { isWebUrl } from '../webhooks/address.ts';
import { addressFor, freeIn } from './available-numbers.ts';
import { filter } from './filter.ts';
import { anyText, type Form, type FormRules, method, methodOf, readForm } from './form.ts';
import type { RestNetwork } from './network.ts';
import { page } from './page.ts';
import { deleted, notFound, type RestResult, refuse, reply } from './reply.ts';
import { national } from './resources.ts';
import type { RestRequest } from './routes.ts';

const url = { allows: (value: string) => value === '' || isWebUrl(value), code: 21402 };

const UPDATE: FormRules = {
  FriendlyName: anyText,
  VoiceUrl: url,
  VoiceMethod: method,
  VoiceFallbackUrl: { ...url, code: 21405 },
  VoiceFallbackMethod: method,
  VoiceApplicationSid: anyText,
  StatusCallback: url,
  StatusCallbackMethod: method,
};
const CREATE: FormRules = {
  ...UPDATE,
  PhoneNumber: anyText,
  AreaCode: { allows: value => /^[2-9]\d{2}$/.test(value), code: 21451 },
};

const numberJson = (account: Account, line: Line) => ({
  sid: line.sid,
  account_sid: account.sid,
  api_version: API_VERSION,
  phone_number: line.number,
  friendly_name: line.friendlyName === line.number ? national(line.number) : line.friendlyName,
  capabilities: { voice: true, sms: true, mms: true, fax: false },
  voice_url: line.voiceUrl,
  voice_method: line.voiceMethod,
  voice_fallback_url: line.voiceFallbackUrl,
  voice_fallback_method: line.voiceFallbackMethod,
  voice_application_sid: line.voiceApplicationSid,
  voice_caller_id_lookup: false,
  status_callback: line.statusCallback,
  status_callback_method: line.statusCallbackMethod,
  address_requirements: addressFor(line.number),
  beta: false,
  origin: 'twilio',
  status: 'in-use',
  date_created: rfc2822(line.createdAt),
  date_updated: rfc2822(line.createdAt),
  uri: `${accountPath(account)}/IncomingPhoneNumbers/${line.sid}.json`,
});

const apply = (line: Line, form: Form): void => {
  line.friendlyName = form.text('FriendlyName') ?? line.friendlyName;
  line.voiceUrl = form.text('VoiceUrl') ?? line.voiceUrl;
  line.voiceMethod = methodOf(form, 'VoiceMethod', line.voiceMethod);
  line.voiceFallbackUrl = form.text('VoiceFallbackUrl') ?? line.voiceFallbackUrl;
  line.voiceFallbackMethod = methodOf(form, 'VoiceFallbackMethod', line.voiceFallbackMethod);
  line.voiceApplicationSid = form.text('VoiceApplicationSid') ?? line.voiceApplicationSid;
  line.statusCallback = form.text('StatusCallback') ?? line.statusCallback;
  line.statusCallbackMethod = methodOf(form, 'StatusCallbackMethod', line.statusCallbackMethod);
};

const read = ({ network, form: sent }: RestRequest, rules: FormRules) => {
  const form = readForm(sent, rules);
  if (!form.ok) return form;
  const application = form.value.text('VoiceApplicationSid');
  if (application !== undefined && application !== '' && !network.account.applications.has(application)) {
    return refuse(21218, `ApplicationSid ${application} is not valid`);
  }
  return form;
};

const find = ({ network, ids }: RestRequest): Line | undefined =>
  lineBySid(network.account, ids.number ?? '');

export const listNumbers = ({ network, path, query }: RestRequest): RestResult => {
  const lines = filter([...network.account.lines.values()], query, {
    PhoneNumber: (line, value) => line.number.includes(value.replace(/[^\d+]/g, '')),
    FriendlyName: (line, value) => line.friendlyName === value,
  });
  if (!lines.ok) return lines;
  return page('incoming_phone_numbers', path, query, lines.value, line => numberJson(network.account, line));
};

export const fetchNumber = (request: RestRequest): RestResult => {
  const line = find(request);
  return line ? reply(numberJson(request.network.account, line)) : notFound(request.path);
};

export const updateNumber = (request: RestRequest): RestResult => {
  const line = find(request);
  if (!line) return notFound(request.path);
  const form = read(request, UPDATE);
  if (!form.ok) return form;
  apply(line, form.value);
  return reply(numberJson(request.network.account, line));
};

/** The requested number, or any free one in the requested area code. */
const wanted = (network: RestNetwork, form: Form): string => {
  const area = form.text('AreaCode');
  return form.text('PhoneNumber') ?? (area === undefined ? '' : (freeIn(network, area)[0] ?? ''));
};

/** Buys a number. Any number that nobody owns can be bought, unless its country requires an address. */
export const createNumber = (request: RestRequest): RestResult => {
  const { network } = request;
  const form = read(request, CREATE);
  if (!form.ok) return form;
  const number = wanted(network, form.value);
  if (number === '' && form.value.text('AreaCode') !== undefined) {
    return refuse(21452, `No numbers are available in area code ${form.value.text('AreaCode')}`);
  }
  if (!isE164(number)) return refuse(21421, `PhoneNumber is invalid: ${number}`);
  if (network.account.lines.has(number)) return refuse(21422, `${number} is not available`);
  // Addresses cannot be created in the sandbox, so none could be named.
  if (addressFor(number) !== 'none')
    return refuse(21631, "Phone Number Requires an Address but the 'AddressSid' parameter was empty.");
  const line = newLine(number, network.time.clock.now());
  apply(line, form.value);
  network.account.lines.set(number, line);
  return reply(numberJson(network.account, line), 201);
};

export const deleteNumber = (request: RestRequest): RestResult => {
  const line = find(request);
  if (!line) return notFound(request.path);
  request.network.account.lines.delete(line.number);
  return deleted;
};
