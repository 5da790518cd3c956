/**
 * The address of a recording's audio. An `<audio>` element cannot send the Authorization header, so the address itself
 * says who may listen to what and until when, and is signed.
 */
import * as z from 'zod';
import { RecordingSid, SessionId } from '../../shared/ids.ts';
import { isMadeHere, signatureOf } from '../secrets/index.ts';

export const AUDIO_PATH = '/recordings/:recordingSid/:sessionId/:until/:signature';

const Listening = z.object({
  recordingSid: RecordingSid,
  sessionId: SessionId,
  /** Milliseconds UTC. */
  until: z.coerce.number().int(),
});
export type Listening = z.infer<typeof Listening>;

const textOf = ({ recordingSid, sessionId, until }: Listening): string =>
  `${recordingSid}/${sessionId}/${until}`;

export const addressOf = async (env: Env, listening: Listening): Promise<string> => {
  const text = textOf(listening);
  return `${env.PUBLIC_URL}/recordings/${text}/${await signatureOf(env, 'recording', text)}`;
};

/** What an address is good for; undefined if it has expired or was not made here. */
export const listeningOf = async (
  env: Env,
  params: Readonly<Record<string, string>>,
  now: number,
): Promise<Listening | undefined> => {
  const { data } = Listening.safeParse(params);
  if (!data || data.until <= now) return undefined;
  return (await isMadeHere(env, 'recording', textOf(data), params.signature ?? '')) ? data : undefined;
};
