import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const VERSION = "v1";

export interface Cipher {
  /** `owner` is bound to the text: a ciphertext that was moved to another row does not open. */
  seal(text: string, owner: string): string;
  open(sealed: string, owner: string): string;
}

/** AES-256-GCM, a fresh nonce each time; `v1.<nonce>.<tag>.<ciphertext>` in base64. */
export function createCipher(key: Buffer): Cipher {
  return {
    seal(text, owner) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(owner));
      const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return [VERSION, ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString("base64"))].join(".");
    },
    open(text, owner) {
      const [version, nonce, tag, sealed] = text.split(".");
      if (version !== VERSION || !nonce || !tag || sealed === undefined) throw new Error("not a sealed text");
      const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64"), { authTagLength: 16 })
        .setAAD(Buffer.from(owner))
        .setAuthTag(Buffer.from(tag, "base64"));
      try {
        return Buffer.concat([decipher.update(Buffer.from(sealed, "base64")), decipher.final()]).toString("utf8");
      } catch {
        throw new Error("a stored configuration does not open: AIRBYTE_SECRET_KEY is not the key it was sealed with");
      }
    },
  };
}
