import { useState } from "preact/hooks";
import { plural } from "../../../lib/format.ts";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { SearchInput } from "../../../ui/search-input.tsx";
import type { StepProps } from "./connect.page.tsx";
import { recommended } from "./steps.ts";

const shownColumns = 60;

/** Which streams are read. What our model reads is chosen beforehand. */
export function StreamsStep({ draft, change, go }: StepProps) {
  const [search, setSearch] = useState("");
  const { streams, chosen } = draft;
  const wanted = search.trim().toLowerCase();
  const found = streams.filter(({ name }) => name.toLowerCase().includes(wanted));
  const toggle = (name: string) => {
    const next = new Set(chosen);
    if (!next.delete(name)) next.add(name);
    change({ chosen: next });
  };
  return (
    <Card
      title="What to read"
      hint={`${chosen.size} of ${plural(streams.length, "stream")} chosen`}
      actions={<SearchInput label="Search streams" value={search} onText={setSearch} />}
    >
      <p class="wizard-actions">
        <Button look="quiet" onClick={() => change({ chosen: recommended(streams) })}>
          Recommended
        </Button>
        <Button look="quiet" onClick={() => change({ chosen: new Set(streams.map(({ name }) => name)) })}>
          All
        </Button>
        <Button look="quiet" onClick={() => change({ chosen: new Set() })}>
          None
        </Button>
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
              <summary>{plural(stream.columns.length, "column")}</summary>
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
      <div class="wizard-actions">
        <Button onClick={() => go("configuration")}>Back</Button>
        <Button
          look="primary"
          why={chosen.size === 0 ? "Choose at least one stream." : undefined}
          onClick={() => go("schedule")}
        >
          Go on
        </Button>
      </div>
    </Card>
  );
}
