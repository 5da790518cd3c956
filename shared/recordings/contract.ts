/** Recordings of calls. */
import * as z from 'zod';
import { endpoint, Media } from '../endpoint.ts';
import { CallId } from '../ids.ts';

/**
 * `coming`: it is being fetched from the carrier. `stuck`: that job failed, until an admin has it tried again. `empty`:
 * there was nothing in it. `gone`: its time was up.
 */
export const RecordingState = z.enum(['coming', 'stuck', 'stored', 'empty', 'gone']);
export type RecordingState = z.infer<typeof RecordingState>;

/** The sound of a call, WAV: what the contact said on one channel, what they heard on the other. Who listened is written down. */
export const listen = endpoint({
  name: 'recordings.listen',
  method: 'GET',
  audit: 'later',
  path: '/v1/recordings/:callId',
  may: 'viewCalls',
  request: z.object({ callId: CallId }),
  media: true,
  reply: Media,
  refusal: z.object({ reason: z.enum(['coming', 'empty', 'gone']) }),
  refusals: { coming: 409, empty: 410, gone: 410 },
});
