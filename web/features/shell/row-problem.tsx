import type { ProblemError } from "../../lib/problem-error.ts";
import { sayProblem } from "../identity/say-problem.ts";

/** What went wrong, at the row it went wrong with. */
export function RowProblem({ problem }: { problem: ProblemError | null }) {
  if (!problem) return null;
  const { title, detail } = sayProblem(problem);
  return (
    <p class="field-error row-problem" role="alert">
      {problem.kind === "rate-limited" ? (problem.detail ?? detail) : (detail ?? title)}
    </p>
  );
}
