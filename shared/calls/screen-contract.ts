/** Endpoints that only screens use. They stand apart from contract.ts, so that the phone does not load them. */
import * as z from 'zod';
import { endpoint, NoRefusal } from '../endpoint.ts';
import { CallId } from '../ids.ts';
import { CallView } from './contract.ts';

/** The same as the fact `hold.wanted` over the phone's socket; with the same key both are one request. */
export const hold = endpoint({
  name: 'calls.hold',
  method: 'POST',
  audit: 'no',
  path: '/v1/calls/:callId/hold',
  may: 'dial',
  request: z.object({ callId: CallId, key: z.string().max(80), on: z.boolean(), turn: z.number().int() }),
  reply: z.object({ call: CallView }),
  refusal: NoRefusal,
  refusals: {},
});

/** For a contact who objects: stops the recording, and the call goes on. What was recorded until then is kept. */
export const stopRecording = endpoint({
  name: 'calls.stopRecording',
  method: 'POST',
  audit: 'later',
  path: '/v1/calls/:callId/stop-recording',
  may: 'dial',
  request: z.object({ callId: CallId }),
  reply: z.object({ call: CallView }),
  refusal: NoRefusal,
  refusals: {},
});

/** The rep's own recents, newest first (F069). `before` is the openedAt of the last row seen. */
export const recents = endpoint({
  name: 'calls.recents',
  method: 'GET',
  path: '/v1/calls',
  may: 'dial',
  request: z.object({
    before: z.coerce.number().int().positive().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  reply: z.object({ calls: z.array(CallView), more: z.boolean() }),
  refusal: NoRefusal,
  refusals: {},
});
