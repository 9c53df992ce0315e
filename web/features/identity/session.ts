import { signal } from "@preact/signals";
import { login, logout, switchTenant } from "#contracts/auth.ts";
import { type Me, me } from "#contracts/me.ts";
import { call, whenSignedOut } from "../../lib/client.ts";
import { asProblem, type ProblemError } from "../../lib/problem-error.ts";

export type Session =
  | { status: "unknown" }
  /** `left`: by their own wish, so there is nothing to come back to. */
  | { status: "out"; left?: true }
  | { status: "in"; me: Me }
  | { status: "failed"; problem: ProblemError };

export const session = signal<Session>({ status: "unknown" });

whenSignedOut(() => {
  session.value = { status: "out" };
});

/** Asks the API who is signed in. The cookie is HttpOnly, so the page cannot know by itself. */
export async function loadSession(): Promise<void> {
  try {
    session.value = { status: "in", me: await call(me, {}) };
  } catch (error) {
    const problem = asProblem(error);
    session.value = problem.kind === "unauthenticated" ? { status: "out" } : { status: "failed", problem };
  }
}

/** Throws ProblemError; `wrong-credentials` and `rate-limited` are for the form to say. */
export async function signIn(email: string, password: string): Promise<void> {
  await call(login, { body: { email, password } });
  await loadSession();
}

export async function signOut(): Promise<void> {
  await call(logout, {});
  session.value = { status: "out", left: true };
}

export async function enterTenant(tenantId: string): Promise<void> {
  await call(switchTenant, { body: { tenant_id: tenantId } });
  await loadSession();
}
