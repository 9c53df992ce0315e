import type { ProblemError } from "../../../lib/problem-error.ts";
import type { Meaning } from "../../../lib/use-form.ts";

export function checkSixDigits({ code }: { code: string }): { code?: string } {
  if (code === "") return { code: "Enter the six digits" };
  return code.length === 6 ? {} : { code: "The code has six digits" };
}

/** A wrong code is said at its field; everything else as usual. */
export function blameCode({ kind }: ProblemError, words: string): Meaning<"code"> | undefined {
  return kind === "wrong-code" ? { errors: { code: words } } : undefined;
}
