import { Problem } from "#contracts/problem.ts";

/** The lease is another runner's, or has ended: the work must be dropped. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}

/** No answer, or one that says to come again. */
export class WorkerUnreachable extends Error {
  override readonly name = "WorkerUnreachable";
}

/** The Worker understood and said no. */
export class WorkerRefused extends Error {
  override readonly name = "WorkerRefused";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** What an answer without success means. Reads its body. */
export async function errorOf(response: Response, call: string): Promise<Error> {
  const text = await response.text().catch(() => "");
  const problem = Problem.safeParse(parseJson(text));
  const detail = problem.success ? describe(problem.data) : text.slice(0, 200);
  const message = `${call}: ${response.status} ${detail}`.trim();
  if (response.status >= 500 || response.status === 429 || response.status === 408)
    return new WorkerUnreachable(message);
  if (problem.success && problem.data.type === "/problems/lease-lost") return new LeaseLost(message);
  return new WorkerRefused(response.status, message);
}

function describe({ title, detail, errors = [], request_id }: Problem): string {
  const fields = errors.map(({ field, message }) => `${field} ${message}`).join("; ");
  return [title, detail, fields, `(request ${request_id})`].filter(Boolean).join(" · ");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
