import { home } from "../../lib/safe-next.ts";
import { useTitle } from "../../lib/title.ts";
import { EmptyState } from "../../ui/empty-state.tsx";

export function NotFoundPage() {
  useTitle("Page not found");
  return (
    <EmptyState
      icon="search"
      alone
      title="There is no page here"
      actions={
        <a class="button button-primary" href={home}>
          Go to campaigns
        </a>
      }
    >
      <p>The link may be old or mistyped. Nothing of yours is lost.</p>
    </EmptyState>
  );
}
