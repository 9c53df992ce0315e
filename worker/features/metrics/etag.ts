import type { Head } from "./head.ts";

/** Raise when the payload changes for the same snapshot and query, so that no client keeps an answer of older code. */
const payloadVersion = 2;

/** Of questions about one head; more than a dashboard asks. */
const mostRemembered = 100;
const remembered = new WeakMap<Head, Map<string, string>>();

/** A strong ETag of everything that the answer is made of: the snapshot, how it stands now, and the question. Nobody may change a head. */
export async function etagOf(head: Head, question: object): Promise<string> {
  const asked = JSON.stringify(Object.entries(question));
  const known = remembered.get(head) ?? new Map<string, string>();
  const before = known.get(asked);
  if (before !== undefined) return before;
  const etag = `"${await hashOf(`[${payloadVersion},${JSON.stringify(head)},${asked}]`)}"`;
  if (known.size < mostRemembered) remembered.set(head, known.set(asked, etag));
  return etag;
}

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest, 0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whether an If-None-Match header names the ETag; caches between may have made it weak. */
export function matches(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  if (ifNoneMatch.trim() === "*") return true;
  return ifNoneMatch.split(",").some((candidate) => candidate.trim().replace(/^W\//, "") === etag);
}
