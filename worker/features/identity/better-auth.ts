import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { betterAuth } from "better-auth/minimal";
import { uuidv7 } from "uuidv7";
import { openDb } from "../../db/open.ts";
import { accounts, sessions, users, verifications } from "../../db/schema/identity.ts";
import { configOf, type Env } from "../../env.ts";
import type { Log } from "../../log.ts";
import { sessionStarter } from "./session-starter.ts";

export type BetterAuth = ReturnType<typeof openBetterAuth>;

const day = 24 * 60 * 60;
/** Seconds. A session ends `expiresIn` after it was prolonged last, which is done at most every `updateAge`. */
export const sessionLife = { expiresIn: 7 * day, updateAge: day } as const;

/**
 * Users, passwords and sessions. Its own HTTP routes are never mounted; we call its functions. Made anew where it is used: what one
 * request of an isolate awaits must not be awaited by another.
 */
export function openBetterAuth(env: Env, log: Log) {
  const config = configOf(env);
  return betterAuth({
    baseURL: config.APP_URL,
    secret: config.AUTH_SECRET,
    database: drizzleAdapter(openDb(env), {
      provider: "sqlite",
      schema: { user: users, session: sessions, account: accounts, verification: verifications },
    }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 256 },
    session: {
      ...sessionLife,
      additionalFields: { activeTenantId: { type: "string", required: false, input: false } },
    },
    plugins: [sessionStarter],
    advanced: {
      cookiePrefix: "adinsights",
      useSecureCookies: config.ENVIRONMENT !== "development",
      database: { generateId: () => uuidv7() },
      ipAddress: { ipAddressHeaders: ["cf-connecting-ip"] },
    },
    telemetry: { enabled: false },
    logger: { level: "error", log: (_level, message) => log.error("better-auth", { reason: message }) },
  });
}
