import { type Context, Hono } from "hono";
import { z } from "zod";
import { parseInput, readBody } from "../http/input.ts";
import { Problem } from "../http/problems.ts";
import { TOKEN_SECONDS, type Tokens } from "../http/token.ts";

const grant = z.literal("client_credentials").optional();
/** Airbyte's document requires `grant_type` but describes `grant-type`; clients send either or both. */
const TokenRequest = z.object({
  client_id: z.string(),
  client_secret: z.string(),
  grant_type: grant,
  "grant-type": grant,
});

/** The SDK posts a form, as OAuth has it. */
const isForm = (context: Context): boolean =>
  context.req.header("content-type")?.startsWith("application/x-www-form-urlencoded") ?? false;

export function tokenRoutes(tokens: Tokens): Hono {
  const routes = new Hono();
  routes.post("/token", async (context) => {
    const body = isForm(context)
      ? parseInput(TokenRequest, await context.req.parseBody())
      : await readBody(context, TokenRequest);
    if (!tokens.isClient(body.client_id, body.client_secret))
      throw new Problem("forbidden", "The client id and the client secret do not belong together.");
    const answer = { access_token: await tokens.issue(), token_type: "Bearer", expires_in: TOKEN_SECONDS };
    return context.json(answer, 200, { "cache-control": "no-store" });
  });
  return routes;
}
