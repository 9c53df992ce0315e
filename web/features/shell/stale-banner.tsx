import type { ProblemError } from "../../lib/problem-error.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { explain } from "./explain.ts";

/** Over content that could not be asked for anew. */
export function StaleBanner({ problem, onRetry }: { problem: ProblemError; onRetry: () => void }) {
  const { title, detail } = explain(problem);
  return (
    <Banner
      tone="warn"
      title={`Not refreshed: ${title.charAt(0).toLowerCase()}${title.slice(1)}`}
      actions={
        <Button icon="refresh" onClick={onRetry}>
          Try again
        </Button>
      }
    >
      <p>What you see is from before. {detail}</p>
    </Banner>
  );
}
