import type { SourcePlatform } from "#contracts/fields.ts";
import { Button } from "../../ui/button.tsx";
import { CheckMenu } from "../../ui/check-menu.tsx";
import { SearchFilter } from "../../ui/search-filter.tsx";
import { Select } from "../../ui/select.tsx";
import "./filter-bar.css";
import { type Comparison, type Filters, isNarrowed, withoutNarrowing } from "./filters.ts";
import type { Period } from "./periods.ts";
import { PlatformChips } from "./platform-chips.tsx";
import { RangePicker } from "./range-picker.tsx";
import type { SetFilters } from "./use-filters.ts";

const comparisonOptions: { value: Comparison; label: string }[] = [
  { value: "previous_period", label: "vs previous period" },
  { value: "previous_year", label: "vs previous year" },
  { value: "none", label: "No comparison" },
];

interface Props {
  filters: Filters;
  period: Period;
  platforms: readonly SourcePlatform[] | null;
  parishes: readonly { value: string; label: string }[];
  onChange: SetFilters;
}

export function FilterBar({ filters, period, platforms, parishes, onChange }: Props) {
  return (
    <search class="filter-bar" aria-label="Filters">
      <RangePicker range={filters.range} period={period} onChange={(range) => onChange({ range })} />
      <Select
        label="Comparison"
        value={filters.compare}
        options={comparisonOptions}
        onChange={(compare) => onChange({ compare })}
      />
      <CheckMenu
        label="Parishes"
        all="All parishes"
        options={parishes}
        chosen={filters.parishes}
        onChange={(chosen) => onChange({ parishes: chosen }, { replace: true })}
      />
      <PlatformChips
        offered={platforms}
        chosen={filters.platforms}
        onChange={(chosen) => onChange({ platforms: chosen })}
      />
      <SearchFilter
        label="Search campaigns"
        maxLength={200}
        value={filters.q}
        onChange={(q) => onChange({ q }, { replace: true })}
      />
      {isNarrowed(filters) && (
        <Button look="quiet" icon="close" onClick={() => onChange(withoutNarrowing(filters))}>
          Clear filters
        </Button>
      )}
    </search>
  );
}
