import type { Capability } from "#contracts/capabilities.ts";
import { type Endpoint, onlyReads } from "#contracts/endpoint.ts";
import type { Caller, PersonCaller } from "../db/callers.ts";
import type { Services } from "../services.ts";
import { problem } from "./problem.ts";
import { requireSameOrigin } from "./same-origin.ts";

export interface Authenticated<Who extends Caller = Caller> {
  readonly caller: Who;
  readonly setCookies: readonly string[];
}

const keyPattern = /^adk_/;

/** Who calls, by bearer token, API key or else session cookie. 401 when nobody. What writes, exports or manages asks the database afresh. */
export async function authenticate(request: Request, endpoint: Endpoint, services: Services): Promise<Authenticated> {
  const { identity } = services;
  const fresh = !onlyReads(endpoint);
  const authorization = request.headers.get("authorization");
  if (authorization !== null) {
    const token = authorization.match(/^Bearer (\S+)$/i)?.[1] ?? "";
    const isKey = keyPattern.test(token);
    const caller = isKey ? await identity.byKey(token, fresh) : await identity.byBearer(token, fresh);
    if (caller) return { caller, setCookies: [] };
    throw unauthenticated(
      isKey
        ? "The API key is unknown, has expired or was revoked."
        : "The token is wrong or has expired. Sign in again.",
    );
  }
  if (!request.headers.has("cookie"))
    throw unauthenticated("Sign in, or send Authorization: Bearer with an access token or an API key.");
  const found = await identity.byCookie(request.headers, fresh);
  if (!found) throw unauthenticated("The session has ended. Sign in again.");
  requireSameOrigin(request, services.config, true);
  return found;
}

/** For what only people do: their sessions, passwords, memberships. */
export function requirePerson(found: Authenticated): Authenticated<PersonCaller> {
  const { caller } = found;
  if (caller.kind === "user") return { ...found, caller };
  throw problem("forbidden", "This belongs to a person: an API key cannot do it. Sign in instead.");
}

export function requireCapability(held: readonly Capability[], needed: Capability): void {
  if (held.includes(needed)) return;
  throw problem(
    "forbidden",
    `This needs the capability ${needed}; an owner or admin of the tenant can give you a role (or a key) that has it.`,
  );
}

function unauthenticated(detail: string) {
  return problem("unauthenticated", { detail, headers: { "www-authenticate": "Bearer" } });
}
