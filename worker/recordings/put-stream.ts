/** Uploads a stream of unknown and possibly great length to a bucket: part by part, all or nothing. */

// Every part but the last has this size; R2 accepts no smaller parts than five megabytes.
const PART_BYTES = 8 * 1024 * 1024;
// A stream that sends nothing for this long has stalled.
const STALLED_MS = 30_000;

/** Yields chunk by chunk; throws if a chunk does not arrive in time. */
async function* withPatience(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  for (;;) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('The stream stalled.')), STALLED_MS);
    });
    try {
      const { done, value } = await Promise.race([reader.read(), late]);
      if (done) return;
      yield value;
    } catch (error) {
      await reader.cancel(error).catch(() => {});
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** The same bytes in pieces of `size`; the last piece may be shorter. */
async function* parts(stream: ReadableStream<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let bytes = 0;
  const joined = (): Uint8Array => {
    const all = new Uint8Array(bytes);
    let at = 0;
    for (const each of held) {
      all.set(each, at);
      at += each.byteLength;
    }
    held = [];
    bytes = 0;
    return all;
  };
  for await (const chunk of withPatience(stream)) {
    for (let from = 0; from < chunk.byteLength; ) {
      const taken = chunk.subarray(from, from + size - bytes);
      held.push(taken);
      bytes += taken.byteLength;
      from += taken.byteLength;
      if (bytes === size) yield joined();
    }
  }
  if (bytes > 0) yield joined();
}

/**
 * Returns the number of bytes stored. Stores nothing and throws if the stream is empty, stalls, breaks, or does not have
 * the `promised` length, where that is known.
 */
export const putStream = async (
  bucket: R2Bucket,
  key: string,
  stream: ReadableStream<Uint8Array>,
  contentType: string,
  promised?: number,
  partBytes = PART_BYTES,
): Promise<number> => {
  const upload = await bucket.createMultipartUpload(key, { httpMetadata: { contentType } });
  try {
    const done: R2UploadedPart[] = [];
    let total = 0;
    for await (const part of parts(stream, partBytes)) {
      done.push(await upload.uploadPart(done.length + 1, part));
      total += part.byteLength;
    }
    if (total === 0) throw new Error('The stream is empty.');
    if (promised !== undefined && total !== promised) throw new Error('The stream is incomplete.');
    await upload.complete(done);
    return total;
  } catch (error) {
    await upload.abort();
    throw error;
  }
};
