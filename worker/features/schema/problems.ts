import { type Endpoint, onlyReads } from "#contracts/endpoint.ts";
import { type ProblemKind, problemKinds } from "#contracts/problem.ts";

/** The problems an endpoint may answer with, by how it is called, what it reads, and what it names itself. */
export function problemsOf(endpoint: Endpoint): Map<number, ProblemKind[]> {
  const kinds = new Set<ProblemKind>(["rate-limited", "internal", "unavailable", ...(endpoint.problems ?? [])]);
  const add = (...more: ProblemKind[]) => {
    for (const kind of more) kinds.add(kind);
  };
  const { access, params, query, body, binary } = endpoint;
  if (params || query || body) add("invalid-input");
  if (body || binary) add("too-large");
  // A public endpoint refuses unsafe requests of foreign pages.
  if (!onlyReads(endpoint)) add("forbidden");
  if (access !== "public") add("unauthenticated", "forbidden", "not-found", "conflict");
  if (access === "runner") add("lease-lost");
  return Map.groupBy(kinds, (kind) => problemKinds[kind].status);
}
