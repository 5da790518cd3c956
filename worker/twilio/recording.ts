import { API, authorization, type Login } from './rest.ts';

const TIMEOUT_MS = 20_000;
const LARGEST_BYTES = 16 * 1024 * 1024;

/** The sound of a recording, or undefined while the carrier does not have it ready. */
export const recordingOf = async (login: Login, recordingSid: string): Promise<ArrayBuffer | undefined> => {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(`${login.base}${API}/${login.accountSid}/Recordings/${recordingSid}.wav`, {
      headers: { authorization: authorization(login) },
      redirect: 'manual',
      signal: patience.signal,
    });
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`The carrier answered ${response.status} for a recording.`);
    const audio = await response.arrayBuffer();
    const promised = response.headers.get('content-length');
    if (promised !== null && Number(promised) !== audio.byteLength) return undefined;
    if (audio.byteLength === 0 || audio.byteLength > LARGEST_BYTES)
      throw new Error('The recording has no size that can be kept.');
    return audio;
  } finally {
    clearTimeout(timer);
  }
};
