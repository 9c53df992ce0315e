import type { Endpoint } from "#contracts/endpoint.ts";
import { type ProblemKind, problemKinds } from "#contracts/problem.ts";

/** The problems an endpoint may answer with, by how it is called and what it reads. Kinds of a handler's own are added to all. */
export function problemsOf(endpoint: Endpoint): Map<number, ProblemKind[]> {
  const kinds: ProblemKind[] = ["rate-limited", "internal", "unavailable"];
  const { access, params, query, body, binary } = endpoint;
  if (params || query || body) kinds.push("invalid-input");
  if (body || binary) kinds.push("too-large");
  if (access !== "public") kinds.push("unauthenticated", "forbidden", "not-found", "conflict");
  if (access === "runner") kinds.push("lease-lost");
  if (endpoint.name === "login") kinds.push("wrong-credentials", "forbidden", "not-found");
  return Map.groupBy(kinds, (kind) => problemKinds[kind].status);
}
