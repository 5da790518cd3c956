import { announce } from '../conference/announce.ts';
import type { Conference } from '../conference/conference.ts';
import { completeConference } from '../conference/life.ts';
import { isWebUrl } from '../webhooks/address.ts';
import { filter, timeFilters } from './filter.ts';
import { type FormRules, method, methodOf, oneOf, readForm } from './form.ts';
import { page } from './page.ts';
import { notFound, type RestResult, refuse, reply } from './reply.ts';
import { conferenceJson } from './resources.ts';
import type { RestRequest } from './routes.ts';

const UPDATE: FormRules = {
  Status: oneOf('completed'),
  AnnounceUrl: { allows: isWebUrl, code: 21205 },
  AnnounceMethod: method,
};

/** A conference by its SID. A name works only to create a participant (twilio-oai: every other path wants a SID). */
export const conferenceBySid = ({ network, ids }: RestRequest): Conference | undefined =>
  network.conferences.get(ids.conference ?? '');

export const fetchConference = (request: RestRequest): RestResult => {
  const conference = conferenceBySid(request);
  return conference ? reply(conferenceJson(request.network.account, conference)) : notFound(request.path);
};

export const updateConference = (request: RestRequest): RestResult => {
  const { network } = request;
  const conference = conferenceBySid(request);
  if (!conference) return notFound(request.path);
  const form = readForm(request.form, UPDATE);
  if (!form.ok) return form;
  if (conference.status === 'completed') return refuse(16099, 'Unexpected conference status: completed');
  const url = form.value.text('AnnounceUrl');
  if (url !== undefined)
    network.guard.detach(
      announce(network, conference, { url, method: methodOf(form.value, 'AnnounceMethod', 'POST') }),
    );
  if (form.value.text('Status') === 'completed') completeConference(network, conference);
  return reply(conferenceJson(network.account, conference));
};

export const listConferences = ({ network, path, query }: RestRequest): RestResult => {
  const newestFirst = [...network.conferences.values()].reverse();
  const conferences = filter(newestFirst, query, {
    FriendlyName: (conference, value) => conference.friendlyName === value,
    Status: (conference, value) => conference.status === value,
    ...timeFilters<Conference>('DateCreated', conference => conference.createdAt),
    ...timeFilters<Conference>('DateUpdated', conference => conference.updatedAt),
  });
  if (!conferences.ok) return conferences;
  return page('conferences', path, query, conferences.value, each => conferenceJson(network.account, each));
};
