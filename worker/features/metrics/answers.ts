import { ByteCache } from "../snapshots/byte-cache.ts";

const budget = 8 * 1024 * 1024;
const isolateAnswers = new ByteCache(budget);

/**
 * The JSON, as bytes in UTF-8, of an answer that this isolate gave before, or of the one that `make` makes. An ETag names all that an answer is made of, the
 * tenant included; the tenant is part of the key all the same, so that no two can ever meet.
 */
export function answerOnce(tenantId: string, etag: string, make: () => Promise<string>): Promise<Uint8Array> {
  return isolateAnswers.get(`${tenantId} ${etag}`, async () => {
    const json = new TextEncoder().encode(await make());
    return { value: json, bytes: json.byteLength };
  });
}
