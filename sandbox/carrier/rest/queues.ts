import { accountPath } from '../account/account.ts';
import { rfc2822 } from '../calls/params.ts';
import {
  averageWaitS,
  createQueue,
  positionOf,
  type Queue,
  queueByName,
  type Waiting,
} from '../calls/queues.ts';
import { isWebUrl } from '../webhooks/address.ts';
import { filter } from './filter.ts';
import { type FormRules, integer, method, methodOf, readForm } from './form.ts';
import type { RestNetwork } from './network.ts';
import { page } from './page.ts';
import { deleted, notFound, type RestResult, refuse, reply } from './reply.ts';
import type { RestRequest } from './routes.ts';

const RULES: FormRules = {
  FriendlyName: { allows: name => name !== '' && name.length <= 64, code: 22004 },
  MaxSize: integer(1, 5000, 22005),
};
const DEQUEUE: FormRules = { Url: { allows: isWebUrl, code: 21205 }, Method: method };

const pathOf = (network: RestNetwork, queue: Queue): string =>
  `${accountPath(network.account)}/Queues/${queue.sid}`;

const queueJson = (network: RestNetwork, queue: Queue) => ({
  sid: queue.sid,
  account_sid: network.account.sid,
  friendly_name: queue.friendlyName,
  current_size: queue.waiting.size,
  max_size: queue.maxSize,
  average_wait_time: averageWaitS(queue),
  date_created: rfc2822(queue.createdAt),
  date_updated: rfc2822(queue.updatedAt),
  uri: `${pathOf(network, queue)}.json`,
  subresource_uris: { members: `${pathOf(network, queue)}/Members.json` },
});

const memberJson = (network: RestNetwork, queue: Queue, waiting: Waiting) => ({
  queue_sid: queue.sid,
  call_sid: waiting.call.sid,
  date_enqueued: rfc2822(waiting.enqueuedAt),
  position: positionOf(queue, waiting),
  wait_time: Math.round((network.time.clock.now() - waiting.enqueuedAt) / 1000),
  uri: `${pathOf(network, queue)}/Members/${waiting.call.sid}.json`,
});

const find = ({ network, ids }: RestRequest): Queue | undefined => network.queues.get(ids.queue ?? '');

const memberOf = (queue: Queue, name: string): Waiting | undefined =>
  [...queue.waiting].find(({ call }) => name === 'Front' || call.sid === name);

export const listQueues = ({ network, path, query }: RestRequest): RestResult => {
  const queues = filter([...network.queues.values()], query, {});
  if (!queues.ok) return queues;
  return page('queues', path, query, queues.value, queue => queueJson(network, queue));
};

export const fetchQueue = (request: RestRequest): RestResult => {
  const queue = find(request);
  return queue ? reply(queueJson(request.network, queue)) : notFound(request.path);
};

export const createQueueResource = ({ network, form: sent }: RestRequest): RestResult => {
  const form = readForm(sent, RULES);
  if (!form.ok) return form;
  const name = form.value.text('FriendlyName');
  if (name === undefined) return refuse(22004, 'FriendlyName is required.');
  if (queueByName(network, name)) return refuse(22003, `A queue named ${name} already exists`);
  const queue = createQueue(network, name, form.value.number('MaxSize', 100));
  return reply(queueJson(network, queue), 201);
};

export const updateQueue = (request: RestRequest): RestResult => {
  const queue = find(request);
  if (!queue) return notFound(request.path);
  const form = readForm(request.form, RULES);
  if (!form.ok) return form;
  queue.friendlyName = form.value.text('FriendlyName') ?? queue.friendlyName;
  queue.maxSize = form.value.number('MaxSize', queue.maxSize);
  queue.updatedAt = request.network.time.clock.now();
  return reply(queueJson(request.network, queue));
};

export const deleteQueue = (request: RestRequest): RestResult => {
  const queue = find(request);
  if (!queue) return notFound(request.path);
  if (queue.waiting.size > 0) return refuse(22002, 'The queue is not empty');
  request.network.queues.delete(queue.sid);
  return deleted;
};

export const listMembers = (request: RestRequest): RestResult => {
  const queue = find(request);
  if (!queue) return notFound(request.path);
  const { network, path, query } = request;
  const members = filter([...queue.waiting], query, {});
  if (!members.ok) return members;
  return page('queue_members', path, query, members.value, each => memberJson(network, queue, each));
};

export const fetchMember = (request: RestRequest): RestResult => {
  const queue = find(request);
  const member = queue ? memberOf(queue, request.ids.member ?? '') : undefined;
  return queue && member ? reply(memberJson(request.network, queue, member)) : notFound(request.path);
};

/** Takes a call out of a queue and gives it another document. */
export const dequeueMember = (request: RestRequest): RestResult => {
  const queue = find(request);
  const member = queue ? memberOf(queue, request.ids.member ?? '') : undefined;
  if (!queue || !member) return notFound(request.path);
  const form = readForm(request.form, DEQUEUE);
  if (!form.ok) return form;
  const url = form.value.text('Url');
  if (url === undefined) return refuse(21205, 'Url parameter is required.');
  const json = memberJson(request.network, queue, member);
  member.redirect({ url, method: methodOf(form.value, 'Method', 'POST') });
  return reply(json);
};
