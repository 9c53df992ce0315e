import { exportJWK, generateKeyPair, importJWK, type JWK } from "jose";
import { uuidv7 } from "uuidv7";
import type { Clock } from "../../clock.ts";
import type { openSigningKeys, SigningKey } from "../../db/signing-keys.ts";
import type { SecretStore } from "../../secrets/secret-store.ts";

const day = 24 * 60 * 60_000;
/** A key signs this long. */
const signsFor = 30 * day;
/** The next one is published this long before it signs, so that whoever caches our keys knows it in time. */
const publishedAhead = 2 * day;
/** It stays published after its last signature, for longer than any access token lives. */
const keptAfter = day;
/** An isolate reads the keys again after this long, and at once when it meets a `kid` it does not know. */
const trustMs = 5 * 60_000;
/** Unknown kids make it read again at most this often: forged tokens must not become database reads. */
const unknownEvery = 5000;

const place = (kid: string) => `signing-key/${kid}`;

export type SigningKeys = ReturnType<typeof openKeyRing>;

/** The keys of access tokens: made by us, sealed in the database, rotated by Cron. */
export function openKeyRing(store: ReturnType<typeof openSigningKeys>, secrets: SecretStore, clock: Clock) {
  let read: { readonly keys: readonly SigningKey[]; readonly at: number } | undefined;
  let soughtAt = 0;
  const imported = new Map<string, CryptoKey>();

  async function known(atMost: number): Promise<readonly SigningKey[]> {
    if (read && clock() - read.at < atMost) return read.keys;
    const keys = await store.signingAfter(clock() - keptAfter);
    read = { keys, at: clock() };
    return keys;
  }

  async function add(signsFrom: number): Promise<void> {
    const kid = `access-${uuidv7()}`;
    const { privateKey, publicKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
    await store.add({
      kid,
      publicJwk: JSON.stringify(await exportJWK(publicKey)),
      privateJwk: await secrets.seal(place(kid), JSON.stringify(await exportJWK(privateKey))),
      createdAt: clock(),
      signsFrom,
      signsUntil: signsFrom + signsFor,
    });
    read = undefined;
  }

  /** What `find` finds after reading again, if the last time something was sought is long enough ago. */
  async function seek(find: (keys: readonly SigningKey[]) => SigningKey | undefined): Promise<SigningKey | undefined> {
    if (clock() - soughtAt < unknownEvery) return undefined;
    soughtAt = clock();
    return find(await known(0));
  }

  const signingNow = (keys: readonly SigningKey[]) =>
    keys.findLast((key) => key.signsFrom <= clock() && clock() < key.signsUntil);

  async function current(): Promise<SigningKey> {
    const found = signingNow(await known(trustMs)) ?? signingNow(await known(0));
    if (found) return found;
    await add(clock());
    return signingNow(await known(0))!;
  }

  return {
    async signer(): Promise<{ kid: string; key: CryptoKey }> {
      const { kid, privateJwk } = await current();
      const jwk = JSON.parse(await secrets.open(place(kid), privateJwk)) as JWK;
      return { kid, key: (await importJWK(jwk, "EdDSA")) as CryptoKey };
    },

    /** Undefined for a key that is not ours, or no longer. */
    async verifier(kid: string): Promise<CryptoKey | undefined> {
      const find = (keys: readonly SigningKey[]) => keys.find((key) => key.kid === kid);
      const found = find(await known(trustMs)) ?? (await seek(find));
      if (!found) return undefined;
      const cached = imported.get(kid);
      if (cached) return cached;
      const key = (await importJWK(JSON.parse(found.publicJwk) as JWK, "EdDSA")) as CryptoKey;
      imported.set(kid, key);
      return key;
    },

    async published(): Promise<{ kid: string; x: string }[]> {
      await current();
      return (await known(trustMs)).map(({ kid, publicJwk }) => ({
        kid,
        x: (JSON.parse(publicJwk) as { x: string }).x,
      }));
    },

    /** Makes the next key when its time has come, and forgets keys whose tokens have all expired. */
    async rotate(): Promise<void> {
      await current();
      const newest = (await known(0)).at(-1)!;
      if (newest.signsUntil - clock() <= publishedAhead) await add(newest.signsUntil);
      await store.prune(clock() - keptAfter);
    },
  };
}
