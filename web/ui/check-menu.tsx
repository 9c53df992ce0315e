import { useState } from "preact/hooks";
import { Button } from "./button.tsx";
import "./check-menu.css";
import { Popover } from "./popover.tsx";

interface Props {
  label: string;
  /** What the button says while nothing is chosen. */
  all: string;
  options: readonly { value: string; label: string }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

const searchFrom = 8;

/** Any number of a list, as check boxes; long lists can be searched. */
export function CheckMenu({ label, all, options, chosen, onChange }: Props) {
  const [search, setSearch] = useState("");
  const names = new Map(options.map((option) => [option.value, option.label]));
  const summary =
    chosen.length === 0
      ? all
      : chosen.length === 1
        ? (names.get(chosen[0]!) ?? chosen[0])
        : `${chosen.length} ${label.toLowerCase()}`;
  const wanted = search.trim().toLowerCase();
  const shown = options.filter((option) => option.label.toLowerCase().includes(wanted));
  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]);

  return (
    <Popover label={label} summary={summary} active={chosen.length > 0}>
      {(close) => (
        <>
          {options.length >= searchFrom && (
            <input
              class="input check-search"
              type="search"
              aria-label={`Search ${label.toLowerCase()}`}
              placeholder="Search"
              value={search}
              onInput={(event) => setSearch(event.currentTarget.value)}
            />
          )}
          <ul class="panel-list">
            {shown.map((option) => (
              <li key={option.value}>
                <label class="panel-item">
                  <input
                    type="checkbox"
                    checked={chosen.includes(option.value)}
                    onChange={() => toggle(option.value)}
                  />
                  {option.label}
                </label>
              </li>
            ))}
            {shown.length === 0 && <li class="panel-item muted">Nothing found</li>}
          </ul>
          <div class="panel-foot">
            <Button look="quiet" onClick={() => onChange([])}>
              Clear
            </Button>
            <Button onClick={close}>Done</Button>
          </div>
        </>
      )}
    </Popover>
  );
}
