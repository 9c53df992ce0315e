import type { BetterAuthPlugin } from "better-auth";
import { createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { z } from "zod";
import { problem } from "../../http/problem.ts";

/** Lets better-auth start a session without a password, with the very cookie that its own sign-in sets. Never mounted. */
export const sessionStarter = {
  id: "session-starter",
  endpoints: {
    startSession: createAuthEndpoint(
      "/start-session",
      { method: "POST", body: z.object({ userId: z.string() }) },
      async (ctx) => {
        const { internalAdapter } = ctx.context;
        const user = await internalAdapter.findUserById(ctx.body.userId);
        if (!user) throw problem("unavailable", "The session could not be started. Try again.");
        const session = await internalAdapter.createSession(user.id, false);
        await setSessionCookie(ctx, { session, user }, false);
        return { sessionId: session.id };
      },
    ),
  },
} satisfies BetterAuthPlugin;
