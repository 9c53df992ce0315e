import type { Endpoint } from "#contracts/endpoint.ts";
import type { Log } from "../log.ts";
import { problem } from "./problem.ts";
import { Reply } from "./reply.ts";

/** Turns what a handler gave into the response. A body that does not fit the contract is our bug: 500, and the log names the fields. */
export function answer(endpoint: Endpoint, given: unknown, log: Log): Response {
  const told = given instanceof Reply ? given : new Reply({ body: given });
  const { headers } = told;
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  if (endpoint.text && told.stream) {
    headers.set("content-type", `${endpoint.text}; charset=utf-8`);
    return new Response(told.stream, { status: told.status ?? 200, headers });
  }
  if (!endpoint.output) return new Response(null, { status: told.status ?? 204, headers });
  if (told.json === undefined && told.body === undefined)
    return new Response(null, { status: told.status ?? 204, headers });
  headers.set("content-type", "application/json");
  return new Response(told.json ?? checked(endpoint, told.body, log), {
    status: told.status ?? (endpoint.accepted ? 202 : 200),
    headers,
  });
}

/** Only what the contract names goes out: fields it does not know are left behind. */
function checked(endpoint: Endpoint, body: unknown, log: Log): string {
  const result = endpoint.output!.safeParse(body);
  if (result.success) return JSON.stringify(result.data);
  const wrong = result.error.issues.map((issue) => `${issue.path.map(String).join(".")}: ${issue.message}`);
  log.error("answer-breaks-contract", { reason: wrong.slice(0, 10).join("; ") });
  throw problem("internal", "The answer did not fit its description; this was logged.");
}
