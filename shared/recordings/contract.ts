/** Recordings: of calls, and the messages that callers left. */
import * as z from 'zod';
import { endpoint } from '../endpoint.ts';
import { RecordingSid } from '../ids.ts';

/**
 * `coming`: being fetched from the carrier. `stuck`: that job failed, and waits for an admin to retry it. `empty`:
 * the recording had no content. `gone`: deleted when its retention period ended.
 */
export const RecordingState = z.enum(['coming', 'stuck', 'stored', 'empty', 'gone']);
export type RecordingState = z.infer<typeof RecordingState>;

/** A recording as it is shown with the call it belongs to. */
export const Recording = z.object({ sid: RecordingSid, state: RecordingState });

/**
 * Listening to a recording; the audit log says who did. The reply is an address of its audio for an `<audio>` element: it
 * answers Range requests, and works for a while, in the session that asked for it. WAV; of a call, what the contact said
 * is on one channel and what they heard on the other.
 */
export const listen = endpoint({
  name: 'recordings.listen',
  method: 'POST',
  path: '/v1/recordings/:recordingSid/listen',
  may: 'viewCalls',
  request: z.object({ recordingSid: RecordingSid }),
  reply: z.object({ url: z.url() }),
  refusal: z.object({ reason: RecordingState.exclude(['stored']) }),
  refusals: { coming: 409, stuck: 409, empty: 410, gone: 410 },
});
