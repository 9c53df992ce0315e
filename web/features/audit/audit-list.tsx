import type { AuditEntry, AuditFilters } from "#contracts/audit.ts";
import type { Me } from "#contracts/me.ts";
import { plural } from "../../lib/format.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Icon } from "../../ui/icon.tsx";
import type { Standing } from "../identity/can.ts";
import { ListStates } from "../shell/list-states.tsx";
import { RowProblem } from "../shell/row-problem.tsx";
import { type Filters, isNarrowed, noFilters } from "./audit-filters.ts";
import { AuditTable } from "./audit-table.tsx";
import { useAuditPages } from "./use-audit-pages.ts";

interface Props {
  me: Me;
  standing: Standing;
  filters: Filters;
  query: AuditFilters;
  onChange: (changed: Partial<Filters>) => void;
}

export function AuditList({ me, standing, filters, query, onChange }: Props) {
  const { first, reload, entries, older, action } = useAuditPages(query, me.tenant.id);
  return (
    <>
      <OneOf filters={filters} entries={entries} onChange={onChange} />
      <ListStates loaded={first} reload={reload} standing={standing} needs="audit.read" what="the audit log">
        {() => (
          <Card
            flush
            title="Entries"
            hint={
              older
                ? `The newest ${plural(entries.length, "entry", "entries")}`
                : plural(entries.length, "entry", "entries")
            }
            actions={
              <Button icon="refresh" onClick={reload}>
                Refresh
              </Button>
            }
          >
            <p class="visually-hidden" role="status">
              {plural(entries.length, "entry", "entries")} shown
            </p>
            {entries.length > 0 ? (
              <AuditTable entries={entries} zone={me.tenant.time_zone} onChange={onChange} />
            ) : (
              <Nothing narrowed={isNarrowed(filters)} onClear={() => onChange(noFilters)} />
            )}
            {older && (
              <div class="table-foot">
                <Button busy={action.busy} onClick={older}>
                  {action.busy ? "Loading…" : "Load older"}
                </Button>
                <RowProblem problem={action.problem} />
              </div>
            )}
          </Card>
        )}
      </ListStates>
    </>
  );
}

function Nothing({ narrowed, onClear }: { narrowed: boolean; onClear: () => void }) {
  if (!narrowed)
    return (
      <EmptyState small icon="list" title="Nothing has been written down yet">
        <p>Sign-ins, changes and exports appear here by themselves.</p>
      </EmptyState>
    );
  return (
    <EmptyState
      small
      icon="search"
      title="No entries match these filters"
      actions={
        <Button look="primary" onClick={onClear}>
          Clear filters
        </Button>
      }
    />
  );
}

/** Filters that were chosen from an entry, by the names the entries give them. */
function OneOf({
  filters,
  entries,
  onChange,
}: Pick<Props, "filters" | "onChange"> & { entries: readonly AuditEntry[] }) {
  const { actor, target } = filters;
  if (!actor && !target) return null;
  const doer = entries.find((entry) => entry.actor.id === actor)?.actor.label ?? actor;
  const thing = entries.find((entry) => entry.target?.id === target)?.target?.label ?? target;
  return (
    <ul class="audit-chosen" aria-label="Chosen">
      {actor && (
        <li>
          <Button onClick={() => onChange({ actor: null })}>
            Done by {doer} <Icon name="close" size={14} />
            <span class="visually-hidden">, remove this filter</span>
          </Button>
        </li>
      )}
      {target && (
        <li>
          <Button onClick={() => onChange({ target: null })}>
            About {thing} <Icon name="close" size={14} />
            <span class="visually-hidden">, remove this filter</span>
          </Button>
        </li>
      )}
    </ul>
  );
}
