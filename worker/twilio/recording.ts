import * as z from 'zod';
import { API, authorization, type Login, request } from './rest.ts';

const TIMEOUT_MS = 20_000;
const LARGEST_BYTES = 16 * 1024 * 1024;

const urlOf = (login: Login, recordingSid: string, kind: 'wav' | 'json'): string =>
  `${login.base}${API}/${login.accountSid}/Recordings/${recordingSid}.${kind}`;

/** The response with a recording's audio; undefined while the carrier does not have it. */
const fetchSound = async (
  login: Login,
  recordingSid: string,
  signal: AbortSignal,
): Promise<Response | undefined> => {
  const response = await fetch(urlOf(login, recordingSid, 'wav'), {
    headers: { authorization: authorization(login) },
    redirect: 'manual',
    signal,
  });
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`The carrier answered ${response.status} for a recording.`);
  return response;
};

/** The audio of a recording, or undefined while the carrier does not have it ready. */
export const recordingOf = async (login: Login, recordingSid: string): Promise<ArrayBuffer | undefined> => {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), TIMEOUT_MS);
  try {
    const response = await fetchSound(login, recordingSid, patience.signal);
    if (!response) return undefined;
    const audio = await response.arrayBuffer();
    const promised = response.headers.get('content-length');
    if (promised !== null && Number(promised) !== audio.byteLength) return undefined;
    if (audio.byteLength === 0 || audio.byteLength > LARGEST_BYTES)
      throw new Error('The recording is empty or too large to store.');
    return audio;
  } finally {
    clearTimeout(timer);
  }
};

/** The same as a stream; `promised` is the size in bytes the carrier reports. The timeout covers only the headers. */
export const recordingStream = async (
  login: Login,
  recordingSid: string,
): Promise<
  { readonly body: ReadableStream<Uint8Array>; readonly promised: number | undefined } | undefined
> => {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), TIMEOUT_MS);
  const response = await fetchSound(login, recordingSid, patience.signal).finally(() => clearTimeout(timer));
  if (!response?.body) return undefined;
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
