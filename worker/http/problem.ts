import { type Problem, type ProblemKind, problemKinds } from "#contracts/problem.ts";

interface ProblemInit {
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
  /** Of `second-factor-required`. */
  readonly challenge?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** Thrown by handlers; becomes the problem+json answer. `detail` is read by people outside: no secret, no row of others. */
export class ProblemError extends Error {
  readonly kind: ProblemKind;
  readonly init: ProblemInit;

  constructor(kind: ProblemKind, init: ProblemInit) {
    super(init.detail ?? problemKinds[kind].title, { cause: init.cause });
    this.name = "ProblemError";
    this.kind = kind;
    this.init = init;
  }
}

export function problem(kind: ProblemKind, detailOrInit: string | ProblemInit = {}): ProblemError {
  return new ProblemError(kind, typeof detailOrInit === "string" ? { detail: detailOrInit } : detailOrInit);
}

export function problemResponse(error: ProblemError, requestId: string): Response {
  const { status, title } = problemKinds[error.kind];
  const { detail, errors, challenge, headers } = error.init;
  const body: Problem = {
    type: `/problems/${error.kind}`,
    title,
    status,
    ...(detail === undefined ? {} : { detail }),
    request_id: requestId,
    ...(challenge === undefined ? {} : { challenge }),
    ...(errors === undefined ? {} : { errors: [...errors] }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...headers },
  });
}
