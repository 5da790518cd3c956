/** Recordings of calls. */
import * as z from 'zod';
import { endpoint, Media } from '../endpoint.ts';
import { CallId } from '../ids.ts';

/**
 * `coming`: being fetched from the carrier. `stuck`: that job failed, and waits for an admin to retry it. `empty`:
 * the recording had no content. `gone`: deleted when its retention period ended.
 */
export const RecordingState = z.enum(['coming', 'stuck', 'stored', 'empty', 'gone']);
export type RecordingState = z.infer<typeof RecordingState>;

/** A call's audio, WAV: what the contact said on one channel, what they heard on the other. Listening is logged. */
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
