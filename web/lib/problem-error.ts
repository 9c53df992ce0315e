import { Problem, type ProblemKind, problemKinds } from "#contracts/problem.ts";

/** `network`: no answer came. `unexpected`: an answer that is not ours, or not in the agreed form. */
export type FailureKind = ProblemKind | "network" | "unexpected";

export interface Failure {
  kind: FailureKind;
  status: number;
  title: string;
  detail?: string | undefined;
  requestId?: string | undefined;
  fields?: { field: string; message: string }[] | undefined;
  challenge?: string | undefined;
  retryAfter?: number | undefined;
}

/** What every call to the API throws, except when it was aborted. */
export class ProblemError extends Error {
  readonly kind: FailureKind;
  readonly status: number;
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
  readonly fields: { field: string; message: string }[];
  /** Of `second-factor-required`: what the code is sent along with. */
  readonly challenge: string | undefined;
  /** Seconds until trying again makes sense. */
  readonly retryAfter: number | undefined;

  constructor(failure: Failure) {
    super(failure.title);
    this.name = "ProblemError";
    this.kind = failure.kind;
    this.status = failure.status;
    this.detail = failure.detail;
    this.requestId = failure.requestId;
    this.fields = failure.fields ?? [];
    this.challenge = failure.challenge;
    this.retryAfter = failure.retryAfter;
  }
}

export const networkError = () =>
  new ProblemError({ kind: "network", status: 0, title: "No answer from the server. Check your connection." });

/** Our API sends seconds; a proxy's date is left alone. */
function secondsOf(header: string | null): number | undefined {
  return header && /^\d+$/.test(header) ? Number(header) : undefined;
}

/** Reads problem+json; anything else (a proxy's error page, say) becomes `unexpected` with what the headers tell. */
export async function problemFrom(response: Response): Promise<ProblemError> {
  const parsed = Problem.safeParse(await response.json().catch(() => null));
  const retryAfter = secondsOf(response.headers.get("retry-after"));
  if (!parsed.success) {
    return new ProblemError({
      kind: "unexpected",
      status: response.status,
      title: `The server answered with status ${response.status}`,
      requestId: response.headers.get("x-request-id") ?? undefined,
      retryAfter,
    });
  }
  const problem = parsed.data;
  const kind = problem.type.replace(/^.*\/problems\//, "");
  return new ProblemError({
    kind: Object.hasOwn(problemKinds, kind) ? (kind as ProblemKind) : "unexpected",
    status: problem.status,
    title: problem.title,
    detail: problem.detail,
    requestId: problem.request_id,
    fields: problem.errors,
    challenge: problem.challenge,
    retryAfter,
  });
}

/** Any thrown thing as something that can be shown. */
export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  return new ProblemError({
    kind: "unexpected",
    status: 0,
    title: "This page ran into a fault of its own",
    detail: error instanceof Error ? error.message : undefined,
  });
}
