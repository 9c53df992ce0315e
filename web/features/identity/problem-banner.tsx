import type { ComponentChildren } from "preact";
import type { ProblemError } from "../../lib/problem-error.ts";
import { Banner } from "../../ui/banner.tsx";
import { type Said, sayProblem } from "./say-problem.ts";

interface Props {
  problem: ProblemError | null;
  /** Words of this form's own. */
  say?: (problem: ProblemError) => Said;
  children?: ComponentChildren;
}

/** What went wrong with a form, said as soon as it appears. */
export function ProblemBanner({ problem, say = sayProblem, children }: Props) {
  if (!problem) return null;
  const said = say(problem);
  return (
    <Banner tone="bad" title={said.title}>
      {said.detail && <p>{said.detail}</p>}
      {children}
    </Banner>
  );
}
