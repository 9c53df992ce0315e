import type { Me } from "#contracts/me.ts";
import { instant } from "../../lib/format-time.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { can, standingOf } from "../identity/can.ts";
import { explain } from "../shell/explain.ts";
import { FailureState } from "../shell/failure-state.tsx";
import { NoAccess } from "../shell/no-access.tsx";
import { CampaignsBody } from "./campaigns-body.tsx";
import { defaults, type Filters } from "./filters.ts";
import { FreshnessBanner } from "./freshness-banner.tsx";
import { NoDataYet, NoMatch } from "./nothing-here.tsx";
import { PageSkeleton } from "./page-skeleton.tsx";
import { Provenance } from "./provenance.tsx";
import type { Loaded } from "./use-combined.ts";
import type { SetFilters } from "./use-filters.ts";

interface Props {
  me: Me;
  loaded: Loaded;
  filters: Filters;
  onChange: SetFilters;
}

/** One of: loading, no access, failure, nothing yet, no match, numbers. */
export function CampaignsContent({ me, loaded, filters, onChange }: Props) {
  const { data, problem, loading, reload } = loaded;
  const standing = standingOf(me);
  if (problem?.kind === "forbidden" || !can(standing, "metrics.read"))
    return <NoAccess standing={standing} capability="metrics.read" />;
  if (!data && problem)
    return (
      <FailureState
        problem={problem}
        onRetry={reload}
        actions={
          problem.kind === "invalid-input" || problem.kind === "not-found" ? (
            <Button look="primary" onClick={() => onChange(defaults)}>
              Clear all filters
            </Button>
          ) : null
        }
      />
    );
  if (!data) return <PageSkeleton />;

  const { status } = data.availability.campaign;
  const pinned = filters.snapshot !== null && !data.snapshot_current;
  return (
    <div class={loading ? "page-content is-loading" : "page-content"} aria-busy={loading}>
      {problem && (
        <Banner
          tone="bad"
          title={explain(problem).title}
          actions={
            <Button icon="refresh" onClick={reload}>
              Try again
            </Button>
          }
        >
          <p>
            The numbers below could not be refreshed.{" "}
            {problem.requestId && `Reference for support: ${problem.requestId}`}
          </p>
        </Banner>
      )}
      {pinned && (
        <Banner
          tone="info"
          title="You see a fixed snapshot"
          actions={<Button onClick={() => onChange({ snapshot: null })}>Show current numbers</Button>}
        >
          <p>
            It was published {data.snapshot_generated_at && instant(data.snapshot_generated_at, data.time_zone)}. Newer
            numbers may have come since.
          </p>
        </Banner>
      )}
      {data.dataset === "demo" && (
        <Banner
          tone="warn"
          title="Demo data"
          actions={<Button onClick={() => onChange({ demo: false })}>Show your own numbers</Button>}
        >
          <p>These are numbers of a coffee roaster that does not exist. None of them are of {data.tenant_label}.</p>
        </Banner>
      )}
      {data.snapshot_id !== null && <FreshnessBanner data={data} />}
      {status === "empty" || data.snapshot_id === null ? (
        <NoDataYet data={data} onRetry={reload} onDemo={() => onChange({ demo: true, snapshot: null })} />
      ) : status === "no_match" ? (
        <NoMatch data={data} filters={filters} onChange={onChange} />
      ) : (
        <CampaignsBody data={data} query={loaded.query} />
      )}
      <Provenance data={data} onDemo={() => onChange({ demo: true, snapshot: null })} />
    </div>
  );
}
