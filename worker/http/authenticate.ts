import { type Capability, capabilitiesOf } from "#contracts/capabilities.ts";
import type { Access } from "#contracts/endpoint.ts";
import type { Caller } from "../db/identity.ts";
import type { Services } from "../services.ts";
import { problem } from "./problem.ts";
import { requireSameOrigin } from "./same-origin.ts";

export interface SignedInCaller {
  readonly caller: Caller;
  readonly setCookies: readonly string[];
}

/** Who calls, by bearer token or else by session cookie. 401 when nobody, 403 when their role does not reach. */
export async function authenticatePerson(
  request: Request,
  access: Access,
  services: Services,
): Promise<SignedInCaller> {
  const found = await findPerson(request, services);
  if (access !== "signed-in" && !capabilitiesOf[found.caller.role].includes(access as Capability)) {
    throw problem(
      "forbidden",
      `This needs the capability ${access}; an owner or admin of the tenant can give you a role that has it.`,
    );
  }
  return found;
}

async function findPerson(request: Request, services: Services): Promise<SignedInCaller> {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) {
    const token = authorization.match(/^Bearer (\S+)$/i)?.[1];
    const caller = token && (await services.identity.byBearer(token));
    if (!caller) throw unauthenticated("The token is wrong or has expired. Sign in again.");
    return { caller, setCookies: [] };
  }
  if (!request.headers.has("cookie"))
    throw unauthenticated("Sign in, or send Authorization: Bearer with an access token.");
  const found = await services.identity.byCookie(request.headers);
  if (!found) throw unauthenticated("The session has ended. Sign in again.");
  requireSameOrigin(request, services.config, true);
  return found;
}

function unauthenticated(detail: string) {
  return problem("unauthenticated", { detail, headers: { "www-authenticate": "Bearer" } });
}
