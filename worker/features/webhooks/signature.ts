import { Webhook, WebhookVerificationError } from "standardwebhooks";
import { problem } from "../../http/problem.ts";

const prefix = "whsec_";
const secretBytes = 32;

/** As signing proxies take it: `whsec_` and base64. */
export function makeSecret(): string {
  return prefix + crypto.getRandomValues(new Uint8Array(secretBytes)).toBase64();
}

/**
 * The id of a signed message. Throws 401 `bad-signature` when a header is missing, the signature is not of this secret and these bytes, or
 * the message is older (or newer) than five minutes.
 */
export function verifySignature(secret: string, headers: Headers, bytes: Uint8Array): string {
  const named = Object.fromEntries(
    ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => [name, headers.get(name) ?? ""]),
  );
  try {
    new Webhook(secret).verify(new TextDecoder().decode(bytes), named);
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    throw problem(
      "bad-signature",
      `${error.message}. Sign with the secret of this address, as standard-webhooks says.`,
    );
  }
  return named["webhook-id"]!;
}
