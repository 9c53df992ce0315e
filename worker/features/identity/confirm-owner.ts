import type { Account } from "../../db/accounts.ts";
import { type ProblemError, problem } from "../../http/problem.ts";
import type { PersonContext } from "../../http/route.ts";
import type { Try } from "./sign-in-gate.ts";

/** An account whose password can be asked for. */
export interface OwnAccount extends Account {
  readonly passwordHash: string;
}

/** The caller's account; `conflict` when it has no password, as one that only a provider signs in. */
export async function ownAccount(c: PersonContext): Promise<OwnAccount> {
  const account = await c.services.accounts.find(c.user.id);
  if (!account) throw problem("unauthenticated", "The account is gone.");
  const { passwordHash } = account;
  if (passwordHash !== null) return { ...account, passwordHash };
  throw problem(
    "conflict",
    "Your account has no password yet: you sign in by a provider. Set one by mail at /password-reset, then come back.",
  );
}

/** Asks for the password again, where a session (which may be stolen) is not enough. Wrong ones are counted, and too many end the session. */
export async function confirmPassword(c: PersonContext, password: string): Promise<OwnAccount> {
  const account = await ownAccount(c);
  const attempt = await c.services.accounts.admitOwner(c.user.id);
  if (!(await c.services.accounts.matches(account.passwordHash, password))) throw await refused(c, attempt, "password");
  await attempt.succeeded();
  return account;
}

/** The problem to throw; written to the audit log, and at the last try that is let through the session ends. */
export async function refused(c: PersonContext, attempt: Try, by: "password" | "second-factor"): Promise<ProblemError> {
  const { identity } = c.services;
  const told = {
    target: { kind: "user", id: c.user.id, label: c.user.email },
    detail: { by, session_id: c.sessionId },
  };
  await identity.sessions.tell(
    c.trace("sign-in.failed", told),
    ...(attempt.locks ? [c.trace("sign-in.locked", told)] : []),
  );
  if (attempt.locks) {
    const target = { kind: "session", id: c.sessionId, label: null };
    const detail = { reason: "too many wrong tries" };
    await identity.endSession(c.user.id, c.sessionId, c.trace("session.ended", { target, detail }));
  }
  const ended = attempt.locks ? " There were too many wrong tries, so this session was ended: sign in again." : "";
  if (by === "password") return problem("wrong-credentials", `The password is not the one of your account.${ended}`);
  return problem(
    "wrong-code",
    `It is not the code of this moment, or was used already. Wait for the next one.${ended}`,
  );
}
