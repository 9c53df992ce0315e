import type { ComponentChildren } from "preact";
import type { Capability } from "#contracts/capabilities.ts";
import type { Loaded } from "../../lib/use-loaded.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import type { Standing } from "../identity/can.ts";
import { FailureState } from "./failure-state.tsx";
import { NoAccess } from "./no-access.tsx";
import "./page.css";
import { StaleBanner } from "./stale-banner.tsx";

interface Props<T> {
  loaded: Loaded<T>;
  reload: () => void;
  standing: Standing;
  needs: Capability;
  /** What is being loaded, for screen readers. */
  what: string;
  /** Ways on after a failure, beside trying again. */
  actions?: ComponentChildren;
  children: (data: T) => ComponentChildren;
}

/** Loading, no access, failure or content, which may be older than wanted. Content itself tells nothing yet from nothing that matches. */
export function ListStates<T>({ loaded, reload, standing, needs, what, actions, children }: Props<T>) {
  if (loaded.status === "ready")
    return (
      <>
        {loaded.stale && <StaleBanner problem={loaded.stale} onRetry={reload} />}
        {children(loaded.data)}
      </>
    );
  if (loaded.status === "loading") return <CardSkeleton what={what} />;
  if (loaded.problem.kind === "forbidden") return <NoAccess standing={standing} capability={needs} />;
  return <FailureState problem={loaded.problem} onRetry={reload} actions={actions} />;
}

const rows = Array.from({ length: 5 }, (_, index) => index);

export function CardSkeleton({ what }: { what: string }) {
  return (
    <div class="card">
      <p class="visually-hidden" role="status">
        Loading {what}
      </p>
      <div class="card-head" aria-hidden="true">
        <Skeleton width="9rem" height="1.25rem" />
      </div>
      <RowsSkeleton />
    </div>
  );
}

export function RowsSkeleton() {
  return (
    <div class="skeleton-rows">
      {rows.map((row) => (
        <Skeleton key={row} height="1.75rem" width={`${96 - (row % 3) * 9}%`} />
      ))}
    </div>
  );
}
