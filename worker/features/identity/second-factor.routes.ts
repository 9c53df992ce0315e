import * as contract from "#contracts/me.ts";
import { resetSecondFactor as resetContract } from "#contracts/operator.ts";
import { problem } from "../../http/problem.ts";
import { reply } from "../../http/reply.ts";
import { internalRoute, personRoute } from "../../http/route.ts";
import { confirmPassword, ownAccount, refused } from "./confirm-owner.ts";
import { homeOf, targetOf, tell } from "./told.ts";

const alreadyOn = "Your second factor is on already. Switch it off first to set up another one.";
const isOff = "Your second factor is off. Set one up first.";

const startSecondFactor = personRoute(contract.startSecondFactor, async (c) => {
  const account = await confirmPassword(c, c.body.password);
  const started = await c.services.secondFactors.start(account.id, account.email);
  if (!started) throw problem("conflict", alreadyOn);
  return started;
});

const confirmSecondFactor = personRoute(contract.confirmSecondFactor, async (c) => {
  const { accounts, secondFactors, deliver } = c.services;
  const account = await ownAccount(c);
  const attempt = await accounts.admitOwner(account.id);
  const told = tell(c, account, "second-factor.enabled", "second-factor-enabled");
  const codes = await secondFactors.confirm(account.id, c.body.code, told);
  if (codes === "wrong-code") throw await refused(c, attempt, "second-factor");
  await attempt.succeeded();
  if (codes === "not-started")
    throw problem(
      "conflict",
      "There is no second factor to confirm: it is on already, or was started too long ago. Start it again.",
    );
  c.waitUntil(deliver([told.notice]));
  return { recovery_codes: codes };
});

const renewRecoveryCodes = personRoute(contract.renewRecoveryCodes, async (c) => {
  const { secondFactors, deliver } = c.services;
  const account = await confirmPassword(c, c.body.password);
  if (!(await secondFactors.isEnabled(account.id))) throw problem("conflict", isOff);
  const told = tell(c, account, "second-factor.codes-renewed", "recovery-codes-renewed");
  const codes = await secondFactors.renewCodes(account.id, told);
  c.waitUntil(deliver([told.notice]));
  return { recovery_codes: codes };
});

const disableSecondFactor = personRoute(contract.disableSecondFactor, async (c) => {
  const { accounts, secondFactors, deliver } = c.services;
  const account = await ownAccount(c);
  const attempt = await accounts.admitOwner(account.id);
  if (!(await accounts.matches(account.passwordHash, c.body.password))) throw await refused(c, attempt, "password");
  if (!(await secondFactors.isEnabled(account.id))) {
    await attempt.succeeded();
    throw problem("conflict", isOff);
  }
  const recoveryUsed = c.trace("second-factor.recovery-code-used");
  if (!(await secondFactors.verify(account.id, c.body.code, recoveryUsed)))
    throw await refused(c, attempt, "second-factor");
  await attempt.succeeded();
  const told = tell(c, account, "second-factor.disabled", "second-factor-disabled");
  await secondFactors.remove(account.id, told);
  c.waitUntil(deliver([told.notice]));
  return reply({ status: 204 });
});

const resetSecondFactor = internalRoute(resetContract, async (c) => {
  const { identity, accounts, secondFactors, deliver } = c.services;
  const account = await accounts.findByEmail(c.body.email);
  if (!account) throw problem("not-found", "There is no account of this address.");
  const tenantId = await homeOf(c, account.id);
  const told = tell(c, account, "second-factor.disabled", "second-factor-reset", { tenantId });
  const removed = await secondFactors.remove(account.id, told);
  if (c.body.end_sessions)
    await identity.endSessions(
      account.id,
      null,
      c.trace("sign-out.everywhere", { target: targetOf(account), tenantId }),
    );
  if (removed) c.waitUntil(deliver([told.notice]));
  return { user_id: account.id, removed };
});

export const routes = [
  startSecondFactor,
  confirmSecondFactor,
  renewRecoveryCodes,
  disableSecondFactor,
  resetSecondFactor,
];
