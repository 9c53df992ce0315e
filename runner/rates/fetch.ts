import { readFile, stat } from "node:fs/promises";

const MAX_BYTES = 50_000_000;
const TIMEOUT_MS = 15_000;

/** What lies at a place, and a stamp by which the next one who asks learns that nothing has changed since. */
export interface Fetched {
  readonly bytes: Buffer;
  readonly stamp: Stamp | undefined;
}
export type Stamp = Readonly<Record<string, string>>;

/** Null when it is as it was at `stamp`. */
export function fetchPlace(place: string, stamp: Stamp | undefined, signal: AbortSignal): Promise<Fetched | null> {
  return place.startsWith("/") ? fromFile(place, stamp) : fromUrl(place, stamp, signal);
}

async function fromFile(path: string, stamp: Stamp | undefined): Promise<Fetched | null> {
  const { mtimeMs, size, ino } = await stat(path);
  const now = { written: `${mtimeMs} ${size} ${ino}` };
  if (stamp?.written === now.written) return null;
  return { bytes: limited(await readFile(path)), stamp: now };
}

async function fromUrl(url: string, stamp: Stamp | undefined, signal: AbortSignal): Promise<Fetched | null> {
  const response = await fetch(url, {
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    headers: { accept: "text/csv, application/zip, */*;q=0.5", ...stamp },
  }).catch((cause: Error) => {
    throw new Error(
      `the server does not answer (${cause.cause instanceof Error ? cause.cause.message : cause.message})`,
      { cause },
    );
  });
  if (response.status === 304 && stamp) return null;
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const bytes = limited(Buffer.from(await response.arrayBuffer()));
  const etag = response.headers.get("etag");
  const modified = response.headers.get("last-modified");
  if (etag) return { bytes, stamp: { "if-none-match": etag } };
  return { bytes, stamp: modified ? { "if-modified-since": modified } : undefined };
}

function limited(bytes: Buffer): Buffer {
  if (bytes.length > MAX_BYTES) throw new Error(`it is larger than ${MAX_BYTES} bytes`);
  return bytes;
}
