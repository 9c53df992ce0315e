import { uuidv7 } from "uuidv7";
import { z } from "zod";
import { confirmEmailChange as confirmContract } from "#contracts/auth.ts";
import { requestEmailChange as requestContract } from "#contracts/me.ts";
import { AddressTakenError } from "../../db/accounts.ts";
import { problem } from "../../http/problem.ts";
import { reply } from "../../http/reply.ts";
import { personRoute, publicRoute } from "../../http/route.ts";
import { confirmPassword } from "./confirm-owner.ts";
import { emailChangeJobName } from "./email-change.job.ts";
import { personAs } from "./let-in.ts";
import { readToken, spent } from "./one-time-token.ts";
import { homeOf, targetOf, tell } from "./told.ts";

const Data = z.object({ email: z.email() });

/** The same whether or not an account has the new address already: the job tells that address alone. */
const requestEmailChange = personRoute(requestContract, async (c) => {
  const email = c.body.email.toLowerCase();
  const account = await confirmPassword(c, c.body.password);
  if (email === account.email) {
    throw problem("invalid-input", { errors: [{ field: "email", message: "This is your address already." }] });
  }
  const id = uuidv7();
  const payload = { request: id, user_id: account.id, email };
  const message = { id, tenantId: null, job: emailChangeJobName, payload, sendAt: c.clock() };
  const detail = { from: account.email, to: email };
  const trace = c.trace("email.change-requested", { target: targetOf(account), detail });
  await c.services.accounts.askEmailChange(trace, message);
  c.waitUntil(c.services.deliver([message]));
  return reply({ status: 204 });
});

const confirmEmailChange = publicRoute(confirmContract, async (c) => {
  const { identity, accounts, deliver } = c.services;
  const token = await readToken(identity.oneTimeTokens, "email-change", c.body.token, c.clock());
  const { email } = Data.parse(JSON.parse(token.data ?? "{}"));
  const account = await accounts.find(token.subject);
  if (!account) throw problem("token-revoked", "The account that this link is for is gone.");
  const told = tell(c, account, "email.changed", "email-changed", {
    actor: personAs(account),
    tenantId: await homeOf(c, account.id),
    detail: { from: account.email, to: email },
    newEmail: email,
  });
  const changed = await accounts.changeEmail(token, email, told).catch((cause: unknown) => {
    if (!(cause instanceof AddressTakenError)) throw cause;
    throw problem("conflict", {
      detail: "Another account has this address by now. Ask for the change again at /me, with another one.",
      cause,
    });
  });
  if (!changed) throw spent("email-change");
  identity.forgetUser(account.id);
  c.waitUntil(deliver([told.notice]));
  return { email };
});

export const routes = [requestEmailChange, confirmEmailChange];
