import * as z from 'zod';
import { API, authorization, type Login, request } from './rest.ts';

const TIMEOUT_MS = 20_000;

const urlOf = (login: Login, recordingSid: string, kind: 'wav' | 'json'): string =>
  `${login.base}${API}/${login.accountSid}/Recordings/${recordingSid}.${kind}`;

/**
 * The audio of a recording as a stream; undefined while the carrier does not have it. `promised` is the size in bytes
 * the carrier reports. The timeout covers only the headers.
 */
export const recordingStream = async (
  login: Login,
  recordingSid: string,
): Promise<
  { readonly body: ReadableStream<Uint8Array>; readonly promised: number | undefined } | undefined
> => {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), TIMEOUT_MS);
  const response = await fetch(urlOf(login, recordingSid, 'wav'), {
    headers: { authorization: authorization(login) },
    redirect: 'manual',
    signal: patience.signal,
  }).finally(() => clearTimeout(timer));
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`The carrier answered ${response.status} for a recording.`);
  if (!response.body) return undefined;
  const promised = response.headers.get('content-length');
  return { body: response.body, promised: promised === null ? undefined : Number(promised) };
};

/** Deletes the carrier's copy. False if it may still be there. */
export const forgetRecording = async (login: Login, recordingSid: string): Promise<boolean> => {
  const { ok, status } = await fetch(urlOf(login, recordingSid, 'json'), {
    method: 'DELETE',
    headers: { authorization: authorization(login) },
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return ok || status === 404;
};

const Status = z.object({ status: z.string() });

/** Whether there will never be any audio: nothing was said, the recording failed, or the carrier does not have it. */
export const isRecordingEmpty = async (login: Login, recordingSid: string): Promise<boolean> => {
  const asked = await request(login, `/Recordings/${recordingSid}.json`, Status);
  return asked.kind === 'refused'
    ? asked.status === 404
    : asked.kind === 'done' && ['absent', 'failed', 'deleted'].includes(asked.value.status);
};
