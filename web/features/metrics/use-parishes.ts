import { useEffect, useState } from "preact/hooks";
import { type Combined, combined } from "#contracts/metrics.ts";
import { call, isAbort } from "../../lib/client.ts";
import { asProblem } from "../../lib/problem-error.ts";
import { datasetOf, type Filters } from "./filters.ts";
import type { Period } from "./periods.ts";

interface Choice {
  value: string;
  label: string;
}

const toChoices = (rows: Combined["parish"]): Choice[] =>
  rows
    .map((row) => ({ value: row.code, label: row.parish }))
    .sort((one, other) => one.label.localeCompare(other.label));

/**
 * Parishes to choose from. A slice that is narrowed to some parishes only names those, so the others are then asked for once;
 * should that fail, the chosen ones can still be taken away.
 */
export function useParishes(data: Combined | null, filters: Filters, period: Period, owner: string): Choice[] {
  const [kept, keep] = useState<{ owner: string; choices: Choice[] }>({ owner, choices: [] });
  const narrowed = filters.parishes.length > 0;
  const known = kept.owner === owner && kept.choices.length > 0;

  useEffect(() => {
    if (data && data.tenant_id === owner && !narrowed && data.parish.length > 0)
      keep({ owner, choices: toChoices(data.parish) });
  }, [data, owner, narrowed]);

  useEffect(() => {
    if (!narrowed || known) return;
    const abort = new AbortController();
    const query = { start_date: period.from, end_date: period.to, sections: "parish", ...datasetOf(filters) };
    call(combined, { query, signal: abort.signal })
      .then((answer) => keep({ owner, choices: toChoices(answer.parish) }))
      .catch((error: unknown) => {
        if (!isAbort(error)) console.warn("The list of parishes could not be loaded:", asProblem(error).message);
      });
    return () => abort.abort();
  }, [narrowed, known, owner]);

  const choices = kept.owner === owner ? kept.choices : [];
  const missing = filters.parishes.filter((code) => choices.every((choice) => choice.value !== code));
  return [...choices, ...missing.map((code) => ({ value: code, label: code }))];
}
