import { type Account, API_VERSION, accountPath } from '../account/account.ts';
import { type Application, newApplication } from '../account/applications.ts';
import { rfc2822 } from '../calls/params.ts';
import { isWebUrl } from '../webhooks/address.ts';
import { filter } from './filter.ts';
import { anyText, type Form, type FormRules, method, methodOf, readForm } from './form.ts';
import { page } from './page.ts';
import { deleted, notFound, type RestResult, reply } from './reply.ts';
import type { RestRequest } from './routes.ts';

const url = { allows: (value: string) => value === '' || isWebUrl(value), code: 21402 };

const RULES: FormRules = {
  FriendlyName: anyText,
  VoiceUrl: url,
  VoiceMethod: method,
  VoiceFallbackUrl: { ...url, code: 21405 },
  VoiceFallbackMethod: method,
};

const applicationJson = (account: Account, application: Application) => ({
  sid: application.sid,
  account_sid: account.sid,
  api_version: API_VERSION,
  friendly_name: application.friendlyName,
  voice_url: application.voiceUrl,
  voice_method: application.voiceMethod,
  voice_fallback_url: application.voiceFallbackUrl ?? '',
  voice_fallback_method: application.voiceFallbackMethod,
  voice_caller_id_lookup: false,
  status_callback: '',
  status_callback_method: 'POST',
  message_status_callback: null,
  sms_url: '',
  sms_method: 'POST',
  sms_fallback_url: '',
  sms_fallback_method: 'POST',
  sms_status_callback: '',
  public_application_connect_enabled: false,
  date_created: rfc2822(application.createdAt),
  date_updated: rfc2822(application.createdAt),
  uri: `${accountPath(account)}/Applications/${application.sid}.json`,
});

const apply = (application: Application, form: Form): void => {
  application.friendlyName = form.text('FriendlyName') ?? application.friendlyName;
  application.voiceUrl = form.text('VoiceUrl') ?? application.voiceUrl;
  application.voiceMethod = methodOf(form, 'VoiceMethod', application.voiceMethod);
  application.voiceFallbackMethod = methodOf(form, 'VoiceFallbackMethod', application.voiceFallbackMethod);
  const fallback = form.text('VoiceFallbackUrl');
  if (fallback !== undefined) application.voiceFallbackUrl = fallback === '' ? undefined : fallback;
};

const find = ({ network, ids }: RestRequest): Application | undefined =>
  network.account.applications.get(ids.application ?? '');

export const listApplications = ({ network, path, query }: RestRequest): RestResult => {
  const applications = filter([...network.account.applications.values()], query, {
    FriendlyName: (application, value) => application.friendlyName === value,
  });
  if (!applications.ok) return applications;
  return page('applications', path, query, applications.value, each =>
    applicationJson(network.account, each),
  );
};

export const fetchApplication = (request: RestRequest): RestResult => {
  const application = find(request);
  return application ? reply(applicationJson(request.network.account, application)) : notFound(request.path);
};

export const createApplication = ({ network, form: sent }: RestRequest): RestResult => {
  const form = readForm(sent, RULES);
  if (!form.ok) return form;
  const application = newApplication({
    sid: network.newSid('AP'),
    createdAt: network.time.clock.now(),
    friendlyName: '',
    voiceUrl: '',
    voiceFallbackUrl: undefined,
  });
  apply(application, form.value);
  network.account.applications.set(application.sid, application);
  return reply(applicationJson(network.account, application), 201);
};

export const updateApplication = (request: RestRequest): RestResult => {
  const application = find(request);
  if (!application) return notFound(request.path);
  const form = readForm(request.form, RULES);
  if (!form.ok) return form;
  apply(application, form.value);
  return reply(applicationJson(request.network.account, application));
};

export const deleteApplication = (request: RestRequest): RestResult => {
  const application = find(request);
  if (!application) return notFound(request.path);
  request.network.account.applications.delete(application.sid);
  return deleted;
};
