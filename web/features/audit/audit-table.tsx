import { Fragment } from "preact";
import { useState } from "preact/hooks";
import type { AuditEntry } from "#contracts/audit.ts";
import { instant } from "../../lib/format-time.ts";
import { locale } from "../../lib/locale.ts";
import { Icon } from "../../ui/icon.tsx";
import { AuditDetails } from "./audit-details.tsx";
import type { Filters } from "./audit-filters.ts";
import { actionWords, actorKinds, warnings } from "./audit-words.ts";
import { changesIn } from "./changes.ts";

interface Props {
  entries: readonly AuditEntry[];
  zone: string;
  onChange: (changed: Partial<Filters>) => void;
}

/** Said once more, as browsers forget it of tables that phones lay out in another way. */
const roleOf = <const Role extends string>(role: Role) => ({ role });

/** Who did what and when; a row opens to everything that was written down. */
export function AuditTable({ entries, zone, onChange }: Props) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setOpen((before) =>
      before.has(id) ? new Set([...before].filter((each) => each !== id)) : new Set([...before, id]),
    );
  return (
    <table class="audit-table" {...roleOf("table")}>
      <caption class="visually-hidden">Audit log</caption>
      <thead {...roleOf("rowgroup")}>
        <tr {...roleOf("row")}>
          <th scope="col" {...roleOf("columnheader")}>
            When
          </th>
          <th scope="col" {...roleOf("columnheader")}>
            Who
          </th>
          <th scope="col" {...roleOf("columnheader")}>
            What
          </th>
          <th scope="col" {...roleOf("columnheader")} class="audit-from">
            From
          </th>
          <th scope="col" {...roleOf("columnheader")}>
            <span class="visually-hidden">Details</span>
          </th>
        </tr>
      </thead>
      <tbody {...roleOf("rowgroup")}>
        {entries.map((entry) => (
          <Fragment key={entry.id}>
            <tr {...roleOf("row")} class={warnings.has(entry.action) ? "audit-warning" : undefined}>
              <td {...roleOf("cell")} class="audit-when">
                <time dateTime={entry.at} title={absolute(entry.at, zone)}>
                  {when(entry.at, zone)}
                </time>
              </td>
              <td {...roleOf("cell")} class="audit-who">
                {actorKinds[entry.actor.kind] && <span class="muted">{actorKinds[entry.actor.kind]} </span>}
                {entry.actor.label}
              </td>
              <td {...roleOf("cell")} class="audit-what">
                {warnings.has(entry.action) && <Icon name="alert" size={14} />}
                <span>
                  {actionWords[entry.action]}
                  {entry.target?.label && entry.target.id !== entry.actor.id && (
                    <>
                      {": "}
                      <strong>{entry.target.label}</strong>
                    </>
                  )}
                  <Summary entry={entry} />
                </span>
              </td>
              <td {...roleOf("cell")} class="audit-from mono">
                {entry.ip ?? "–"}
              </td>
              <td {...roleOf("cell")} class="audit-open">
                <button
                  type="button"
                  class="button button-quiet button-icon"
                  aria-expanded={open.has(entry.id)}
                  aria-controls={`audit-${entry.id}`}
                  aria-label={`Details: ${entry.actor.label} ${actionWords[entry.action]}`}
                  onClick={() => toggle(entry.id)}
                >
                  <Icon name="chevron" class={open.has(entry.id) ? "is-open" : ""} />
                </button>
              </td>
            </tr>
            {open.has(entry.id) && (
              <tr {...roleOf("row")} class="audit-details-row" id={`audit-${entry.id}`}>
                <td {...roleOf("cell")} colSpan={5}>
                  <AuditDetails entry={entry} at={absolute(entry.at, zone)} onChange={onChange} />
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

/** The first changes in short; all of them are in the details. */
function Summary({ entry }: { entry: AuditEntry }) {
  const changes = changesIn(entry.detail).filter((change) => change.before !== undefined);
  if (changes.length === 0) return null;
  return (
    <span class="cell-note">
      {changes
        .slice(0, 2)
        .map(({ name, before, after }) => `${name ? `${name}: ` : ""}${before} → ${after}`)
        .join(" · ")}
      {changes.length > 2 && ` · ${changes.length - 2} more`}
    </span>
  );
}

const when = (at: string, timeZone: string): string =>
  new Intl.DateTimeFormat(locale, {
    timeZone,
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  }).format(new Date(at));

const absolute = (at: string, zone: string): string => `${instant(at, zone)} · ${at}`;
