import type { ErrorClass } from "../store/jobs.ts";

interface Misreport {
  readonly sourceType: string;
  readonly says: RegExp;
  readonly means: ErrorClass;
}

/** Failures that a connector puts into the wrong class, and where that was seen. */
const misreports: readonly Misreport[] = [
  // Manifest of source-tiktok-marketing 4.7.0: only code 40100 has a predicate; 40105, "Access token is incorrect or has been revoked", ends as system_error.
  { sourceType: "tiktok-marketing", says: /access token .*(incorrect|expired|revoked|invalid)/i, means: "config" },
];

/** What a failure of class `told` is in truth. */
export const trueClass = (sourceType: string, told: ErrorClass, message: string): ErrorClass =>
  misreports.find((known) => known.sourceType === sourceType && known.says.test(message))?.means ?? told;
