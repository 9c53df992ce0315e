import { useState } from "preact/hooks";
import type { DiscoveredStream } from "#contracts/connectors.ts";
import { plural } from "../../lib/format.ts";
import { Button } from "../../ui/button.tsx";
import { SearchInput } from "../../ui/search-input.tsx";
import { recommended } from "./streams.ts";

const shownColumns = 60;

interface Props {
  streams: readonly DiscoveredStream[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}

/** Which of a source's streams are read; each tells its columns. */
export function StreamPicker({ streams, chosen, onChange }: Props) {
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  const found = streams.filter(({ name }) => name.toLowerCase().includes(wanted));
  const toggle = (name: string) => {
    const next = new Set(chosen);
    if (!next.delete(name)) next.add(name);
    onChange(next);
  };
  return (
    <>
      <div class="stream-tools">
        <SearchInput label="Search streams" value={search} onText={setSearch} />
        <Button look="quiet" onClick={() => onChange(recommended(streams))}>
          Recommended
        </Button>
        <Button look="quiet" onClick={() => onChange(new Set(streams.map(({ name }) => name)))}>
          All
        </Button>
        <Button look="quiet" onClick={() => onChange(new Set())}>
          None
        </Button>
      </div>
      <p class="muted" role="status">
        {chosen.size} of {plural(streams.length, "stream")} chosen
      </p>
      <ul class="stream-choices">
        {found.map((stream) => (
          <li key={stream.name}>
            <label class="check-line">
              <input
                type="checkbox"
                name="streams"
                value={stream.name}
                checked={chosen.has(stream.name)}
                onChange={() => toggle(stream.name)}
              />
              <span class="mono">{stream.name}</span>
              {stream.recommended && <span class="muted">recommended</span>}
            </label>
            <details>
              <summary>
                {plural(stream.columns.length, "column")}
                <span class="visually-hidden"> of {stream.name}</span>
              </summary>
              <p class="muted mono">
                {stream.columns
                  .slice(0, shownColumns)
                  .map(({ name }) => name)
                  .join(", ")}
                {stream.columns.length > shownColumns && ` and ${stream.columns.length - shownColumns} more`}
              </p>
            </details>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p class="muted">No stream is called so.</p>}
    </>
  );
}
