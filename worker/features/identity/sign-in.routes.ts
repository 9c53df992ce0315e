import * as contract from "#contracts/auth.ts";
import { problem } from "../../http/problem.ts";
import { publicRoute } from "../../http/route.ts";
import { noteFailure } from "./failed-sign-in.ts";
import { begin, Entry, letIn, personAs } from "./let-in.ts";
import { readToken, spent } from "./one-time-token.ts";

/** Wrong codes that one started sign-in takes. */
const codesPerChallenge = 5;

const login = publicRoute(contract.login, async (c) => {
  const { email, password, tenant_id } = c.body;
  const attempt = await c.services.signInGate.admit(email, c.headers);
  const user = await c.services.signIn(email, password);
  if (!user) {
    // After the answer, so that the look-up does not tell known accounts from unknown ones.
    c.waitUntil(noteFailure(c, email, { by: "password", locks: attempt.locks }));
    throw problem("wrong-credentials");
  }
  await attempt.succeeded();
  return letIn(c, user, { by: "password", tenantId: tenant_id });
});

const secondFactor = publicRoute(contract.secondFactor, async (c) => {
  const { challenge, code } = c.body;
  const { identity, secondFactors, signInGate } = c.services;
  const { hash, subject, data } = await readToken(identity.oneTimeTokens, "second-factor", challenge, c.clock());
  const user = await identity.sessions.person(subject);
  if (!user) throw problem("token-revoked", "The account is gone.");
  const attempt = await signInGate.admitCode(user.email, c.headers);
  if (!(await identity.oneTimeTokens.countTry(hash, codesPerChallenge)))
    throw problem("token-revoked", "Too many wrong codes for this sign-in. Sign in again with your password.");
  const recoveryUsed = c.trace("second-factor.recovery-code-used", { actor: personAs(user), tenantId: null });
  const kind = await secondFactors.verify(user.id, code, recoveryUsed);
  if (!kind) {
    c.waitUntil(noteFailure(c, user.email, { by: "second-factor", locks: attempt.locks }));
    throw problem(
      "wrong-code",
      "It is not the code of this moment, or was used already. Wait for the next one, or take a recovery code.",
    );
  }
  if (!(await identity.oneTimeTokens.use(hash))) throw spent("second-factor");
  await attempt.succeeded();
  return begin(c, user, Entry.parse(JSON.parse(data ?? "{}")), { second_factor: kind });
});

export const routes = [login, secondFactor];
