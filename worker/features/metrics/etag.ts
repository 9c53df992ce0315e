import type { Head } from "./head.ts";

/** Raise when the payload changes for the same snapshot and query, so that no client keeps an answer of older code. */
const payloadVersion = 1;

/** A strong ETag of everything that the answer is made of: the snapshot, how it stands now, and the question. */
export async function etagOf(head: Head, question: object): Promise<string> {
  const text = JSON.stringify([payloadVersion, head, Object.entries(question)]);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  const hex = Array.from(new Uint8Array(digest).subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `"${hex}"`;
}

/** Whether an If-None-Match header names the ETag; caches between may have made it weak. */
export function matches(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  if (ifNoneMatch.trim() === "*") return true;
  return ifNoneMatch.split(",").some((candidate) => candidate.trim().replace(/^W\//, "") === etag);
}
