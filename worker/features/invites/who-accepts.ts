import type { z } from "zod";
import type { acceptInvite } from "#contracts/auth.ts";
import { NewPassword } from "#contracts/passwords.ts";
import type { Invite } from "../../db/invite-rows.ts";
import { problem } from "../../http/problem.ts";
import type { PublicContext, SignedInUser } from "../../http/route.ts";
import { noteFailure } from "../identity/failed-sign-in.ts";
import { checkNewPassword } from "../identity/new-password.ts";

/** Who accepts an invitation, and how they showed that they may. */
export type Accepter =
  | { readonly by: "session"; readonly user: SignedInUser; readonly sessionId: string }
  | { readonly by: "password"; readonly user: SignedInUser }
  | { readonly by: "new account"; readonly name: string; readonly password: string };

type Given = Pick<z.output<NonNullable<(typeof acceptInvite)["body"]>>, "name" | "password">;

/** By the session that comes along, else by the password of the account of that address, else by making that account. */
export async function whoAccepts(c: PublicContext, invite: Invite, given: Given): Promise<Accepter> {
  const session = await sessionOf(c);
  if (session && session.user.email !== invite.email)
    throw problem(
      "token-foreign",
      `This invitation is for another address than yours. Sign out, then follow it again.`,
    );
  if (session) return { by: "session", ...session };
  if (await c.services.identity.sessions.personByEmail(invite.email))
    return { by: "password", user: await byPassword(c, invite.email, given.password) };
  return newAccount(invite, given);
}

async function sessionOf(c: PublicContext) {
  const { identity } = c.services;
  const token = c.headers.get("authorization")?.match(/^Bearer (\S+)$/i)?.[1];
  if (token !== undefined) return identity.byBearer(token, true);
  // A request that does not say where it comes from does not live by the cookie: another page may have made the browser send it.
  if (!c.headers.has("cookie") || !c.headers.has("origin")) return undefined;
  return (await identity.byCookie(c.headers, true))?.caller;
}

async function byPassword(c: PublicContext, email: string, password: string | undefined): Promise<SignedInUser> {
  if (password === undefined)
    throw incomplete([{ field: "password", message: "You have an account: give its password, or sign in first" }]);
  const attempt = await c.services.signInGate.admit(email, c.headers);
  const user = await c.services.signIn(email, password);
  if (user) {
    await attempt.succeeded();
    return user;
  }
  c.waitUntil(noteFailure(c, email, { by: "password", locks: attempt.locks }));
  throw problem(
    "wrong-credentials",
    "This is not the password of your account. Reset it at /password-reset if need be.",
  );
}

function newAccount({ email, placeLabel }: Invite, { name, password }: Given): Accepter {
  const missing = [
    ...(name === undefined ? [{ field: "name", message: "Say what you are called" }] : []),
    ...(password === undefined ? [{ field: "password", message: "Choose a password" }] : []),
  ];
  if (name === undefined || password === undefined) throw incomplete(missing);
  const fits = NewPassword.safeParse(password);
  if (!fits.success) throw incomplete([{ field: "password", message: fits.error.issues[0]!.message }]);
  checkNewPassword(password, { email, name, tenant: placeLabel });
  return { by: "new account", name, password };
}

const incomplete = (errors: { field: string; message: string }[]) => problem("invalid-input", { errors });
