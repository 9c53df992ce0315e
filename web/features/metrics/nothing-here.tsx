import type { Combined } from "#contracts/metrics.ts";
import { dayRange } from "../../lib/format-time.ts";
import { now } from "../../lib/now.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { daysOfData } from "./days-of-data.ts";
import { type Filters, isNarrowed, withoutNarrowing } from "./filters.ts";
import { adviceFor } from "./freshness.ts";
import type { SetFilters } from "./use-filters.ts";

/** Nothing has ever arrived for this tenant. */
export function NoDataYet({ data, onRetry, onDemo }: { data: Combined; onRetry: () => void; onDemo: () => void }) {
  const advice = adviceFor(data, now.value);
  return (
    <EmptyState
      icon="clock"
      title="No data yet"
      actions={
        <>
          <Button icon="refresh" onClick={onRetry}>
            Look again
          </Button>
          <Button look="quiet" onClick={onDemo}>
            Show demo data
          </Button>
        </>
      }
    >
      <p>Numbers of {data.tenant_label} appear here by themselves after the first sync of its ad accounts.</p>
      {data.status_reason && data.status_reason !== "No data yet" && <p>{data.status_reason}</p>}
      {advice && <p>{advice.todo}</p>}
    </EmptyState>
  );
}

/** There is data, but none that fits the filters or the days. */
export function NoMatch({ data, filters, onChange }: { data: Combined; filters: Filters; onChange: SetFilters }) {
  const range = daysOfData(data.coverage, data.period);
  return (
    <EmptyState
      icon="search"
      title={isNarrowed(filters) ? "No campaigns match these filters" : "Nothing ran in this period"}
      actions={
        <>
          {isNarrowed(filters) && (
            <Button look="primary" onClick={() => onChange(withoutNarrowing(filters))}>
              Clear filters
            </Button>
          )}
          {range && (
            <Button icon="calendar" onClick={() => onChange({ range })}>
              Show {dayRange(range.from, range.to)}
            </Button>
          )}
        </>
      }
    >
      {data.availability.campaign.reason && <p>{data.availability.campaign.reason}</p>}
      {data.coverage && <p>Data covers {dayRange(data.coverage.startDate, data.coverage.endDate)}.</p>}
    </EmptyState>
  );
}
