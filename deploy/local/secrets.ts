import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { exportJWK, generateKeyPair, type JWK } from "jose";
import { z } from "zod";
import type { Settings } from "./settings.ts";

const Key = z.looseObject({
  kty: z.literal("OKP"),
  crv: z.literal("Ed25519"),
  x: z.string(),
  d: z.string(),
  kid: z.string(),
});

const Secrets = z.object({
  authSecret: z.string(),
  secretKey: z.string(),
  mailToken: z.string(),
  runnerKey: Key,
  operatorKey: Key,
  airbyteClientId: z.string(),
  airbyteClientSecret: z.string(),
  airbyteSecretKey: z.string(),
});
export type Secrets = z.infer<typeof Secrets>;

async function makeKey(kid: string): Promise<z.infer<typeof Key>> {
  const { privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  return Key.parse({ ...(await exportJWK(privateKey)), kid, alg: "EdDSA" });
}

async function makeSecrets(): Promise<Secrets> {
  const mark = randomBytes(4).toString("hex");
  return {
    authSecret: randomBytes(32).toString("base64url"),
    secretKey: randomBytes(32).toString("base64"),
    mailToken: randomBytes(32).toString("base64url"),
    runnerKey: await makeKey(`runner-${mark}`),
    operatorKey: await makeKey(`operator-${mark}`),
    airbyteClientId: `local-${mark}`,
    airbyteClientSecret: randomBytes(32).toString("base64url"),
    airbyteSecretKey: randomBytes(32).toString("base64"),
  };
}

/** The secrets of this installation: made once, kept in the state folder with mode 0600. What an older one lacks is made and added. */
export async function readSecrets(settings: Settings): Promise<Secrets> {
  const folder = join(settings.state, "secrets");
  const file = join(folder, "secrets.json");
  const stored: unknown = existsSync(file) ? JSON.parse(await readFile(file, "utf8")) : {};
  const complete = Secrets.safeParse(stored);
  if (complete.success) return complete.data;
  const secrets = Secrets.parse({ ...(await makeSecrets()), ...z.object({}).loose().parse(stored) });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return secrets;
}

const publicPart = (key: JWK, scope: string) => ({
  kty: key.kty,
  crv: key.crv,
  x: key.x,
  kid: key.kid,
  alg: "EdDSA",
  scope,
});

/** A JSON variable of our own environment, if it is set. Values of the file stand in apostrophes, so it may hold none; JSON has another way. */
function given(name: string): Record<string, string> {
  const value = process.env[name];
  return value ? { [name]: value.replaceAll("'", "\\u0027") } : {};
}

/** Writes the Worker's variables as wrangler reads them (`--env-file`); returns the file's path. */
export async function writeWorkerEnvironment(settings: Settings, secrets: Secrets): Promise<string> {
  const internal = { keys: [publicPart(secrets.runnerKey, "runner"), publicPart(secrets.operatorKey, "operator")] };
  const variables = {
    ENVIRONMENT: "development",
    APP_URL: settings.urls.worker,
    AUTH_SECRET: secrets.authSecret,
    SECRET_KEY: secrets.secretKey,
    MAIL: JSON.stringify({ kind: "sink", url: `${settings.urls.mail}/`, token: secrets.mailToken }),
    INTERNAL_KEYS: JSON.stringify(internal),
    AIRBYTE_URL: `${settings.urls.airbyte}/api/public/v1`,
    AIRBYTE_CLIENT_ID: secrets.airbyteClientId,
    AIRBYTE_CLIENT_SECRET: secrets.airbyteClientSecret,
    AIRBYTE_EMBEDDED: "true",
    ...given("OIDC_PROVIDERS"),
    ...given("RATE_LIMITS"),
  };
  const file = join(settings.state, "secrets", "worker.env");
  const lines = Object.entries(variables).map(([name, value]) => `${name}='${value}'`);
  await writeFile(file, `${lines.join("\n")}\n`, { mode: 0o600 });
  await chmod(file, 0o600);
  return file;
}
