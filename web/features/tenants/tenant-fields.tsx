import { regionSets } from "#contracts/region-sets.ts";
import { type Choice, SelectField } from "../../ui/select-field.tsx";

interface Props {
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

const withValue = (options: readonly Choice[], value: string): readonly Choice[] =>
  value === "" || options.some((option) => option.value === value) ? options : [{ value, label: value }, ...options];

const zoneChoices: readonly Choice[] = ["UTC", ...Intl.supportedValuesOf("timeZone")]
  .filter((zone, index, all) => all.indexOf(zone) === index)
  .map((zone) => {
    const [area, ...place] = zone.split("/");
    if (place.length === 0) return { value: zone, label: zone };
    return { value: zone, label: place.join(" / ").replaceAll("_", " "), group: area! };
  });

export function TimeZoneField({ value, error, onChange }: Props) {
  return (
    <SelectField
      label="Time zone"
      name="time_zone"
      value={value}
      options={withValue(zoneChoices, value)}
      hint="Days of reports begin and end by it."
      error={error}
      onChange={onChange}
    />
  );
}

const currencyNames = new Intl.DisplayNames("en", { type: "currency" });
const currencyChoices: readonly Choice[] = Intl.supportedValuesOf("currency").map((code) => ({
  value: code,
  label: `${code} – ${currencyNames.of(code) ?? code}`,
}));

export function CurrencyField({ value, error, onChange }: Props) {
  return (
    <SelectField
      label="Reporting currency"
      name="currency"
      value={value}
      options={withValue(currencyChoices, value)}
      hint="Money of all ad accounts is told in it."
      error={error}
      onChange={onChange}
    />
  );
}

const regionNames: Readonly<Record<string, string>> = {
  "jm-parishes": "Parishes of Jamaica",
  none: "None: numbers are not told by region",
};
const regionChoices: readonly Choice[] = regionSets.map((set) => ({ value: set, label: regionNames[set] ?? set }));

export function RegionSetField({ value, error, onChange }: Props) {
  return (
    <SelectField
      label="Regions"
      name="region_set"
      value={value}
      options={withValue(regionChoices, value)}
      hint="What the map and the tables by region show."
      error={error}
      onChange={onChange}
    />
  );
}

const hourChoices: readonly Choice[] = Array.from({ length: 25 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, "0")}:00`,
}));

/** What is wrong with them; undefined when nothing is. */
export const hoursFit = ({ from, to }: { from: string; to: string }): string | undefined =>
  Number(to) > Number(from) ? undefined : "Must be later than the beginning";

interface HoursProps {
  from: string;
  to: string;
  errors: Partial<Record<string, string>>;
  onChange: (hours: { from?: string; to?: string }) => void;
}

export function HoursFields({ from, to, errors, onChange }: HoursProps) {
  return (
    <div class="field">
      <div class="form-pair">
        <SelectField
          label="Working hours from"
          name="working_hours.from"
          value={from}
          options={hourChoices}
          error={errors["working_hours.from"] ?? errors.working_hours}
          onChange={(hour) => onChange({ from: hour })}
        />
        <SelectField
          label="Until"
          name="working_hours.to"
          value={to}
          options={hourChoices}
          error={errors["working_hours.to"]}
          onChange={(hour) => onChange({ to: hour })}
        />
      </div>
      <p class="field-hint">Ad accounts are asked for new numbers in these hours.</p>
    </div>
  );
}
