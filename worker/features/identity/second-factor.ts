import { Secret, TOTP } from "otpauth";
import type { Clock } from "../../clock.ts";
import type { Told } from "../../db/accounts.ts";
import type { AuditDraft } from "../../db/audit.ts";
import { openDb } from "../../db/open.ts";
import { openSecondFactors, type SecondFactorRow } from "../../db/second-factors.ts";
import type { Env } from "../../env.ts";
import type { SecretStore } from "../../secrets/secret-store.ts";
import { hashRecoveryCode, makeRecoveryCodes, plainRecoveryCode } from "./recovery-code.ts";

/** What every authenticator app takes for granted. */
const totpKind = { algorithm: "SHA1", digits: 6, period: 30 } as const;
const issuer = "ADinsights";
const secretBytes = 20;
/** Steps before and after ours that a phone's clock may be at. */
const window = 1;
/** A secret that was started and not confirmed counts no more after this long. */
const startedLifetime = 60 * 60_000;

const place = (userId: string) => `second-factor/${userId}`;

export interface StartedSecondFactor {
  /** Base32, to type in by hand. */
  readonly secret: string;
  readonly uri: string;
}

export type SecondFactors = ReturnType<typeof openSecondFactor>;

/** TOTP and recovery codes of people. */
export function openSecondFactor(env: Pick<Env, "DB">, clock: Clock, secrets: SecretStore) {
  const store = openSecondFactors(openDb(env), clock);

  /** The time step that the code is of; undefined when it is of none near now. */
  async function stepOf({ userId, secret }: SecondFactorRow, code: string): Promise<number | undefined> {
    const token = code.replaceAll(/[\s-]/g, "");
    if (!/^\d{6}$/.test(token)) return undefined;
    const totp = new TOTP({ ...totpKind, secret: Secret.fromBase32(await secrets.open(place(userId), secret)) });
    const delta = totp.validate({ token, window, timestamp: clock() });
    return delta === null ? undefined : totp.counter({ timestamp: clock() }) + delta;
  }

  async function newCodes(userId: string): Promise<{ codes: string[]; hashes: string[] }> {
    const codes = makeRecoveryCodes();
    const hashes = await Promise.all(codes.map((code) => hashRecoveryCode(userId, plainRecoveryCode(code)!)));
    return { codes, hashes };
  }

  return {
    async isEnabled(userId: string): Promise<boolean> {
      return ((await store.find(userId))?.confirmedAt ?? null) !== null;
    },

    /**
     * What the code is, when it is good: it is used up by this, so it works for one caller once. `recoveryUsed` goes to the audit log in the
     * batch that uses a recovery code up.
     */
    async verify(userId: string, code: string, recoveryUsed?: AuditDraft): Promise<"totp" | "recovery" | null> {
      const found = await store.find(userId);
      if (!found || found.confirmedAt === null) return null;
      const step = await stepOf(found, code);
      if (step !== undefined) return (await store.useStep(userId, step)) ? "totp" : null;
      const plain = plainRecoveryCode(code);
      if (plain === undefined) return null;
      return (await store.useCode(userId, await hashRecoveryCode(userId, plain), recoveryUsed)) ? "recovery" : null;
    },

    async state(userId: string): Promise<{ enabled: boolean; codesLeft: number }> {
      const [found, codesLeft] = await Promise.all([store.find(userId), store.codesLeft(userId)]);
      return { enabled: (found?.confirmedAt ?? null) !== null, codesLeft };
    },

    /** A new secret that counts once `confirm` has seen a code of it. Undefined when a second factor is on already. */
    async start(userId: string, label: string): Promise<StartedSecondFactor | undefined> {
      const secret = new Secret({ size: secretBytes });
      const kept = await store.start(userId, await secrets.seal(place(userId), secret.base32));
      if (!kept) return undefined;
      return { secret: secret.base32, uri: new TOTP({ ...totpKind, issuer, label, secret }).toString() };
    },

    /** Switches it on with a first code; gives the recovery codes, or says why not. */
    async confirm(userId: string, code: string, enabled: Told): Promise<string[] | "wrong-code" | "not-started"> {
      const found = await store.find(userId);
      if (!found || found.confirmedAt !== null || found.createdAt + startedLifetime <= clock()) return "not-started";
      const step = await stepOf(found, code);
      if (step === undefined) return "wrong-code";
      const { codes, hashes } = await newCodes(userId);
      return (await store.confirm(found, step, hashes, enabled)) ? codes : "not-started";
    },

    /** New recovery codes in place of all old ones. */
    async renewCodes(userId: string, renewed: Told): Promise<string[]> {
      const { codes, hashes } = await newCodes(userId);
      await store.replaceCodes(userId, hashes, renewed);
      return codes;
    },

    /** False when there was none. */
    remove: (userId: string, disabled: Told): Promise<boolean> => store.remove(userId, disabled),
  };
}
