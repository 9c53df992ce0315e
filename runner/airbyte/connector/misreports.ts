import type { ErrorClass } from "../store/jobs.ts";

interface Misreport {
  /** Absent: whatever the connector. */
  readonly sourceType?: string;
  readonly says: RegExp;
  readonly means: ErrorClass;
  /** In place of a message that does not say what is the matter. */
  readonly message?: (found: RegExpMatchArray) => string;
}

/** Failures that a connector puts into the wrong class or does not name, and where that was seen. */
const misreports: readonly Misreport[] = [
  // Manifest of source-tiktok-marketing 4.7.0: only code 40100 has a predicate; 40105, "Access token is incorrect or has been revoked", ends as system_error.
  { sourceType: "tiktok-marketing", says: /access token .*(incorrect|expired|revoked|invalid)/i, means: "config" },
  // source-google-ads 6.1.7: "Bad request. Please check your request parameters."
  {
    says: /UNSUPPORTED_VERSION|NONEXISTENT_VERSION|version [\w."']+ is (?:deprecated|not active|no longer supported)|deprecated version of the [\w ]*API/i,
    means: "system",
    message: ([found]) => `the platform no longer answers the API version that the connector speaks ("${found}")`,
  },
  // source-facebook-marketing 6.1.9: "Credentials don't have enough permissions. Re-authenticate …" of one account that was closed or handed over.
  {
    says: /ad account owner has NOT grant|account (?:is|was|has been) (?:disabled|closed|deactivated|suspended)|CUSTOMER_NOT_ENABLED/i,
    means: "config",
    message: ([found]) => `one of the accounts may not be read any more ("${found}")`,
  },
  // source-linkedin-ads 5.4.1 gives up after half a minute: "Exception while syncing stream campaigns: Too many requests."
  { says: /too many requests|rate limit retry budget exhausted/i, means: "transient" },
];

/** What a failure of class `told` is in truth. `details`: what the connector says beside its message, with the platform's own answer in it. */
export function trueFailure(
  sourceType: string,
  told: ErrorClass,
  message: string,
  details: string,
): { errorClass: ErrorClass; message: string } {
  for (const known of misreports) {
    if (known.sourceType && known.sourceType !== sourceType) continue;
    const found = message.match(known.says) ?? details.match(known.says);
    if (found) return { errorClass: known.means, message: known.message?.(found) ?? message };
  }
  return { errorClass: told, message };
}
