import { z } from "zod";

/** The closed list of error kinds; `type` of the answer is `/problems/<kind>`. */
export const problemKinds = {
  "invalid-input": { status: 400, title: "The request has fields that do not fit" },
  unauthenticated: { status: 401, title: "Sign in first" },
  "wrong-credentials": { status: 401, title: "E-mail and password do not match" },
  "second-factor-required": { status: 401, title: "A code of your authenticator app is needed too" },
  "wrong-code": { status: 401, title: "The code is not right" },
  "bad-signature": { status: 401, title: "The signature does not fit" },
  "token-unknown": { status: 400, title: "This link or token is not one of ours" },
  "token-expired": { status: 410, title: "This link or token has expired" },
  "token-used": { status: 409, title: "This link or token was used already" },
  "token-revoked": { status: 410, title: "This link or token was taken back" },
  "token-foreign": { status: 403, title: "This link or token is for something or somebody else" },
  forbidden: { status: 403, title: "Your role does not allow this" },
  "not-found": { status: 404, title: "There is nothing here" },
  "method-not-allowed": { status: 405, title: "This path has no such method" },
  conflict: { status: 409, title: "The state does not allow this now" },
  "lease-lost": { status: 409, title: "The lease is held by another runner or has ended" },
  "too-large": { status: 413, title: "The body is too large" },
  "query-too-large": { status: 422, title: "The question needs more data at once than there is room for" },
  "account-locked": { status: 429, title: "Too many failed sign-ins" },
  "rate-limited": { status: 429, title: "Too many requests" },
  internal: { status: 500, title: "Something broke on our side" },
  unavailable: { status: 503, title: "Not available right now" },
} as const;

export type ProblemKind = keyof typeof problemKinds;

/** RFC 9457 problem details, with our request id and the fields that were wrong. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  request_id: z.string(),
  /** Of `second-factor-required`: goes to /api/auth/second-factor/ with the code. */
  challenge: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
