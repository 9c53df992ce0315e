import * as contract from "#contracts/auth.ts";
import * as meContract from "#contracts/me.ts";
import { toInstant } from "../../clock.ts";
import { problem } from "../../http/problem.ts";
import { type Reply, reply } from "../../http/reply.ts";
import { type PersonContext, personRoute } from "../../http/route.ts";
import { enter } from "./enter.ts";
import { clearedCookies } from "./session-cookies.ts";

const switchTenant = personRoute(contract.switchTenant, async (c) => {
  const active = await c.services.identity.store.tenantOf(c.user.id, c.body.tenant_id);
  if (!active) throw problem("not-found", "You have no such tenant.");
  const detail = { from: c.tenantId, to: active.id };
  const told = [...new Set([c.tenantId, active.id])].map((tenantId) =>
    c.trace("tenant.switched", { tenantId, detail }),
  );
  return enter(c, c.sessionId, c.user, active, [], told);
});

const logout = personRoute(contract.logout, async (c) => {
  await c.services.identity.endSession(c.user.id, c.sessionId, c.trace("sign-out", { target: session(c.sessionId) }));
  return signedOut(c);
});

const logoutEverywhere = personRoute(contract.logoutEverywhere, async (c) => {
  const { keep_this } = c.body;
  const told = c.trace("sign-out.everywhere", { detail: { kept_this: keep_this } });
  await c.services.identity.endSessions(c.user.id, keep_this ? c.sessionId : null, told);
  return keep_this ? reply({ status: 204 }) : signedOut(c);
});

const sessions = personRoute(meContract.sessions, async (c) => {
  const found = await c.services.identity.sessions.of(c.user.id);
  return {
    sessions: found.map(({ id, createdAt, updatedAt, expiresAt, ipAddress, userAgent }) => ({
      id,
      created_at: toInstant(createdAt.getTime()),
      last_seen_at: toInstant(updatedAt.getTime()),
      expires_at: toInstant(expiresAt.getTime()),
      ip: ipAddress || null,
      user_agent: userAgent || null,
      current: id === c.sessionId,
    })),
  };
});

const endSession = personRoute(meContract.endSession, async (c) => {
  const id = c.params.session_id;
  const ended = await c.services.identity.endSession(c.user.id, id, c.trace("session.ended", { target: session(id) }));
  if (!ended) throw problem("not-found", "You have no such session, or it has ended.");
  return id === c.sessionId ? signedOut(c) : reply({ status: 204 });
});

const session = (id: string) => ({ kind: "session", id, label: null });

function signedOut(c: PersonContext): Reply {
  return reply({
    status: 204,
    headers: clearedCookies(c.services.config).map((cookie): [string, string] => ["set-cookie", cookie]),
  });
}

export const routes = [switchTenant, logout, logoutEverywhere, sessions, endSession];
