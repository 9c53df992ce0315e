import { auditActions } from "#contracts/audit.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { SearchFilter } from "../../ui/search-filter.tsx";
import { type Choice, SelectField } from "../../ui/select-field.tsx";
import { type Filters, isNarrowed, noFilters } from "./audit-filters.ts";
import { actionWords, nounOf, nounWords } from "./audit-words.ts";

interface Props {
  filters: Filters;
  onChange: (changed: Partial<Filters>) => void;
}

const sentence = (words: string) => words[0]!.toUpperCase() + words.slice(1);

/** Each noun as a whole, then its actions when it has several. */
const choices: readonly Choice[] = [
  { value: "", label: "All actions" },
  ...[...Map.groupBy(auditActions, nounOf)].flatMap(([noun, actions]) => {
    const group = nounWords[noun] ?? noun;
    const each = actions.map((action) => ({ value: action as string, label: sentence(actionWords[action]), group }));
    return actions.length > 1 ? [{ value: noun, label: `${group}: all`, group }, ...each] : each;
  }),
];

export function AuditFilterBar({ filters, onChange }: Props) {
  const known = choices.some(({ value }) => value === (filters.action ?? ""));
  return (
    <search class="audit-filters">
      <Field
        label="From"
        type="date"
        value={filters.from ?? ""}
        max={filters.to ?? undefined}
        onChange={(event) => onChange({ from: event.currentTarget.value || null })}
      />
      <Field
        label="To"
        type="date"
        value={filters.to ?? ""}
        min={filters.from ?? undefined}
        onChange={(event) => onChange({ to: event.currentTarget.value || null })}
      />
      <SelectField
        label="Action"
        value={filters.action ?? ""}
        options={known ? choices : [...choices, { value: filters.action!, label: filters.action! }]}
        onChange={(action) => onChange({ action: action || null })}
      />
      <div class="audit-search">
        <SearchFilter label="Search names and addresses" value={filters.q} onChange={(q) => onChange({ q })} />
      </div>
      {isNarrowed(filters) && (
        <Button look="quiet" icon="close" onClick={() => onChange(noFilters)}>
          Clear
        </Button>
      )}
    </search>
  );
}
