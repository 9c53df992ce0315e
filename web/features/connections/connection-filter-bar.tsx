import { ConnectionStatus } from "#contracts/connections.ts";
import { connectionPlatformNames, connectionPlatforms } from "#contracts/fields.ts";
import { Button } from "../../ui/button.tsx";
import { SearchFilter } from "../../ui/search-filter.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { type Filters, isNarrowed, noFilters } from "./connection-filters.ts";

const statusWords: Readonly<Record<ConnectionStatus, string>> = {
  active: "Active",
  paused: "Paused",
  attention: "Needs attention",
};

const platformChoices = [
  { value: "", label: "All platforms" },
  ...connectionPlatforms.map((platform) => ({ value: platform as string, label: connectionPlatformNames[platform] })),
];
const statusChoices = [
  { value: "", label: "All states" },
  ...ConnectionStatus.options.map((status) => ({ value: status as string, label: statusWords[status] })),
];

export function ConnectionFilterBar({ filters, onChange }: { filters: Filters; onChange: (to: Filters) => void }) {
  return (
    <search class="connection-filters">
      <SearchFilter label="Search data sources" value={filters.q} onChange={(q) => onChange({ ...filters, q })} />
      <SelectField
        label="Platform"
        labelHidden
        value={filters.platform ?? ""}
        options={platformChoices}
        onChange={(platform) => onChange({ ...filters, platform: (platform || null) as Filters["platform"] })}
      />
      <SelectField
        label="State"
        labelHidden
        value={filters.status ?? ""}
        options={statusChoices}
        onChange={(status) => onChange({ ...filters, status: (status || null) as Filters["status"] })}
      />
      {isNarrowed(filters) && (
        <Button look="quiet" icon="close" onClick={() => onChange(noFilters)}>
          Clear
        </Button>
      )}
    </search>
  );
}
