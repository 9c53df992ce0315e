import { signal } from "@preact/signals";
import { acceptInvite, login, logout, logoutEverywhere, secondFactor, switchTenant } from "#contracts/auth.ts";
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

/** What `begin` asks for besides: the challenge of a second factor. Without one the reader is signed in. */
async function unlessChallenged(begin: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await begin();
  } catch (error) {
    const { kind, challenge } = asProblem(error);
    if (kind === "second-factor-required" && challenge) return challenge;
    throw error;
  }
  await loadSession();
  return undefined;
}

/** Gives the challenge when a second factor is asked for. Throws ProblemError for the form to say. */
export const signIn = (email: string, password: string): Promise<string | undefined> =>
  unlessChallenged(() => call(login, { body: { email, password } }));

/** Accepts an invitation. With a challenge the reader belongs to the place already and has to finish signing in. */
export const join = (token: string, as: { name?: string; password?: string }): Promise<string | undefined> =>
  unlessChallenged(() => call(acceptInvite, { body: { token, ...as } }));

export async function enterCode(challenge: string, code: string): Promise<void> {
  await call(secondFactor, { body: { challenge, code } });
  await loadSession();
}

export async function signOut(): Promise<void> {
  await call(logout, {});
  session.value = { status: "out", left: true };
}

export async function signOutEverywhere(): Promise<void> {
  await call(logoutEverywhere, { body: { keep_this: false } });
  session.value = { status: "out", left: true };
}

export async function enterTenant(tenantId: string): Promise<void> {
  await call(switchTenant, { body: { tenant_id: tenantId } });
  await loadSession();
}
