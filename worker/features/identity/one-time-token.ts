import type { OneTimeToken, openOneTimeTokens, Purpose } from "../../db/one-time-tokens.ts";
import { problem } from "../../http/problem.ts";
import { hashToken, kindOf, makeToken } from "./opaque-token.ts";

type Tokens = ReturnType<typeof openOneTimeTokens>;

const names: Readonly<Record<Purpose, string>> = {
  "password-reset": "password reset link",
  "email-change": "e-mail confirmation link",
  invite: "invitation",
  "second-factor": "started sign-in",
};

const again: Readonly<Record<Purpose, string>> = {
  "password-reset": "Ask for a new one at /password-reset.",
  "email-change": "Ask for the change again at /me.",
  invite: "Ask whoever invited you to send it again.",
  "second-factor": "Sign in again.",
};

/** Makes a token that works once and ends those made before for the same purpose and subject. Only its hash is stored. */
export async function issueToken(
  tokens: Tokens,
  purpose: Purpose,
  subject: string,
  lifetime: number,
  data?: unknown,
): Promise<string> {
  const token = makeToken(purpose);
  const stored = data === undefined ? {} : { data: JSON.stringify(data) };
  await tokens.replace({ hash: await hashToken(token), purpose, subject, lifetime, ...stored });
  return token;
}

/** The row of a token that still works. Otherwise throws the problem that says what is wrong with it and what to do. */
export async function readToken(tokens: Tokens, purpose: Purpose, token: string, now: number): Promise<OneTimeToken> {
  const kind = kindOf(token);
  const name = names[purpose];
  if (!kind)
    throw problem("token-unknown", `This is not a whole ${name}. Copy all of it, or follow it from the mail again.`);
  if (kind !== purpose) throw problem("token-foreign", `This is no ${name}. Follow the newest one from your mail.`);
  const row = await tokens.find(await hashToken(token));
  if (!row) throw problem("token-unknown", `There is no such ${name}. ${again[purpose]}`);
  if (row.usedAt !== null) throw spent(purpose);
  if (row.revokedAt !== null)
    throw problem("token-revoked", `This ${name} was taken back or replaced by a newer one. ${again[purpose]}`);
  if (row.expiresAt <= now) throw problem("token-expired", `This ${name} has expired. ${again[purpose]}`);
  return row;
}

/** For the loser of two uses at once, too. */
export function spent(purpose: Purpose) {
  const then = purpose === "invite" ? "Sign in instead." : again[purpose];
  return problem("token-used", `This ${names[purpose]} was used already. ${then}`);
}
