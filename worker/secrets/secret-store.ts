import type { Config } from "../env.ts";

/** Secrets as they are stored: sealed for one place, so that a copy put elsewhere does not open. */
export interface SecretStore {
  /** `place`: what the secret belongs to, such as `second-factor/<user>`. Gives text that may be stored. */
  seal(place: string, secret: string): Promise<string>;
  /** Throws when the text was not sealed for this place by a key we hold. */
  open(place: string, sealed: string): Promise<string>;
}

const version = "v1";
const ivBytes = 12;

/** AES-256-GCM under SECRET_KEY; `v1.<iv>.<ciphertext and tag>`, both base64url, with the place as additional data. */
export function openSecretStore({ SECRET_KEY }: Pick<Config, "SECRET_KEY">): SecretStore {
  // Imported where it is used: what one request awaits must not be awaited by another.
  const key = () => crypto.subtle.importKey("raw", SECRET_KEY, "AES-GCM", false, ["encrypt", "decrypt"]);
  const about = (iv: Uint8Array, place: string) => ({
    name: "AES-GCM",
    iv,
    additionalData: new TextEncoder().encode(place),
  });

  return {
    async seal(place, secret) {
      const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
      const sealed = await crypto.subtle.encrypt(about(iv, place), await key(), new TextEncoder().encode(secret));
      return [version, iv.toBase64(url), new Uint8Array(sealed).toBase64(url)].join(".");
    },
    async open(place, text) {
      const [mark, iv = "", sealed = ""] = text.split(".");
      if (mark !== version) throw new Error(`A secret of ${place} is sealed in a way that is not known`);
      const options = about(Uint8Array.fromBase64(iv, url), place);
      const opened = await crypto.subtle
        .decrypt(options, await key(), Uint8Array.fromBase64(sealed, url))
        .catch((cause: unknown) => {
          throw new Error(`A secret of ${place} does not open: another key sealed it, or it is not of this place`, {
            cause,
          });
        });
      return new TextDecoder().decode(opened);
    },
  };
}

const url = { alphabet: "base64url", omitPadding: true } as const;
