import type { ComponentChildren } from "preact";
import type { AuditEntry } from "#contracts/audit.ts";
import { Button } from "../../ui/button.tsx";
import type { Filters } from "./audit-filters.ts";
import { changesIn } from "./changes.ts";

interface Props {
  entry: AuditEntry;
  at: string;
  onChange: (changed: Partial<Filters>) => void;
}

/** Everything that was written down about one entry, and ways to see what belongs to it. */
export function AuditDetails({ entry, at, onChange }: Props) {
  const { actor, target } = entry;
  return (
    <div class="audit-details">
      <dl>
        <Fact name="When">{at}</Fact>
        <Fact name="Action">
          <span class="mono">{entry.action}</span>
        </Fact>
        <Fact name="Who">
          {actor.label} <span class="mono muted">{[actor.kind, actor.id].filter(Boolean).join(" ")}</span>
        </Fact>
        {target && (
          <Fact name="What on">
            {target.label} <span class="mono muted">{[target.kind, target.id].filter(Boolean).join(" ")}</span>
          </Fact>
        )}
        {changesIn(entry.detail).map(({ name, before, after }) => (
          <Fact key={name} name={name || "Changed"}>
            {before !== undefined && (
              <>
                <del>{before}</del> <span aria-hidden="true">→</span>{" "}
              </>
            )}
            {before === undefined ? after : <ins>{after}</ins>}
          </Fact>
        ))}
        <Fact name="Address">
          <span class="mono">{entry.ip ?? "not known"}</span>
        </Fact>
        <Fact name="Program">{entry.user_agent ?? "not known"}</Fact>
        <Fact name="Request id">
          <span class="mono">{entry.request_id ?? "none"}</span>
        </Fact>
      </dl>
      <div class="page-actions">
        {actor.id && <Button onClick={() => onChange({ actor: actor.id })}>All that {actor.label} did</Button>}
        {target?.id && (
          <Button onClick={() => onChange({ target: target.id })}>All about {target.label ?? target.kind}</Button>
        )}
      </div>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
