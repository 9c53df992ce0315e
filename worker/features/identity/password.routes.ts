import { uuidv7 } from "uuidv7";
import * as contract from "#contracts/auth.ts";
import { changePassword as changeContract } from "#contracts/me.ts";
import { toInstant } from "../../clock.ts";
import { problem } from "../../http/problem.ts";
import { reply } from "../../http/reply.ts";
import { personRoute, publicRoute } from "../../http/route.ts";
import { confirmPassword } from "./confirm-owner.ts";
import { personAs } from "./let-in.ts";
import { checkNewPassword } from "./new-password.ts";
import { readToken, spent } from "./one-time-token.ts";
import { type PasswordResetPayload, passwordResetJobName } from "./password-reset.job.ts";
import { homeOf, tell } from "./told.ts";

/** The same for every address: whether there is such an account is looked up later, by the job. */
const requestPasswordReset = publicRoute(contract.requestPasswordReset, async (c) => {
  const email = c.body.email.toLowerCase();
  const id = uuidv7();
  const trace = c.trace("password.reset-requested", { target: { kind: "user", id: null, label: email } });
  const payload: PasswordResetPayload = { request: id, email, trace };
  await c.services.jobs.send({ id, job: passwordResetJobName, payload }).catch((cause: unknown) => {
    throw problem("unavailable", { detail: "Your wish could not be noted. Try again in a minute.", cause });
  });
  return reply({ status: 204 });
});

const checkPasswordReset = publicRoute(contract.checkPasswordReset, async (c) => {
  const { oneTimeTokens } = c.services.identity;
  const { expiresAt } = await readToken(oneTimeTokens, "password-reset", c.body.token, c.clock());
  return { expires_at: toInstant(expiresAt) };
});

const confirmPasswordReset = publicRoute(contract.confirmPasswordReset, async (c) => {
  const { identity, accounts, signInGate, hashPassword, deliver } = c.services;
  const token = await readToken(identity.oneTimeTokens, "password-reset", c.body.token, c.clock());
  const account = await accounts.find(token.subject);
  if (!account) throw problem("token-revoked", "The account that this link is for is gone.");
  checkNewPassword(c.body.password, account);
  const hash = await hashPassword(c.body.password);
  // Before the link is used up: whoever holds it may open the lock, and a crash in between leaves the link good.
  await Promise.all([signInGate.open(account.email), accounts.forgetTries(account.id)]);
  const told = tell(c, account, "password.reset", "password-changed", {
    actor: personAs(account),
    tenantId: await homeOf(c, account.id),
    detail: { first: account.passwordHash === null },
  });
  if (!(await accounts.resetPassword(token, hash, told))) throw spent("password-reset");
  identity.forgetUser(account.id);
  c.waitUntil(deliver([told.notice]));
  return reply({ status: 204, headers: { "set-cookie": await signInGate.deviceCookie(account.email, c.headers) } });
});

const changePassword = personRoute(changeContract, async (c) => {
  const { identity, accounts, hashPassword, deliver } = c.services;
  const { current_password, password } = c.body;
  const account = await confirmPassword(c, current_password);
  if (password === current_password) {
    const message = "This is your present password. Choose another.";
    throw problem("invalid-input", { errors: [{ field: "password", message }] });
  }
  checkNewPassword(password, account);
  const told = tell(c, account, "password.changed", "password-changed");
  if (!(await accounts.changePassword(account, await hashPassword(password), c.sessionId, told)))
    throw problem("conflict", "Your password was changed meanwhile. Sign in again.");
  identity.forgetUser(account.id, c.sessionId);
  c.waitUntil(deliver([told.notice]));
  return reply({ status: 204 });
});

export const routes = [requestPasswordReset, checkPasswordReset, confirmPasswordReset, changePassword];
