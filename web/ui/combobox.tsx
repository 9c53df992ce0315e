import { useEffect, useId, useRef, useState } from "preact/hooks";
import "./combobox.css";
import { Icon } from "./icon.tsx";
import { keepInView } from "./popover.tsx";
import { usePopover } from "./use-popover.ts";

export interface ComboOption {
  value: string;
  label: string;
  note?: string;
}

interface Props {
  label: string;
  options: readonly ComboOption[];
  value: string;
  busy?: boolean;
  onChoose: (value: string) => void;
}

/** One of many, found by typing: arrows, Home, End and Enter move and choose, Escape leaves. */
export function Combobox({ label, options, value, busy = false, onChoose }: Props) {
  const { open, setOpen, close, root, button } = usePopover();
  const [search, setSearch] = useState("");
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const id = useId();
  const current = options.find((option) => option.value === value);
  const wanted = search.trim().toLowerCase();
  const shown = options.filter((option) => `${option.label} ${option.value}`.toLowerCase().includes(wanted));

  useEffect(() => {
    if (!open) return;
    setSearch("");
    setActive(
      Math.max(
        0,
        options.findIndex((option) => option.value === value),
      ),
    );
    input.current?.focus();
    keepInView(panel.current);
  }, [open]);

  useEffect(() => {
    if (open) document.getElementById(`${id}-${active}`)?.scrollIntoView?.({ block: "nearest" });
  }, [open, active, id]);

  const choose = (option: ComboOption | undefined) => {
    if (!option) return;
    close(true);
    if (option.value !== value) onChoose(option.value);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const last = shown.length - 1;
    const moves: Record<string, number> = {
      ArrowDown: active >= last ? 0 : active + 1,
      ArrowUp: active <= 0 ? last : active - 1,
      Home: 0,
      End: last,
    };
    const next = moves[event.key];
    if (next !== undefined) {
      event.preventDefault();
      setActive(next);
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(shown[active]);
    }
  };

  return (
    <div class="popover combobox" ref={root}>
      <button
        ref={button}
        type="button"
        class="combobox-button"
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-busy={busy}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" || open) return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        <span class="visually-hidden">{label}: </span>
        <span class="truncate">{current?.label ?? value}</span>
        <Icon name={busy ? "loader" : "sort"} size={14} class={busy ? "spin" : ""} />
      </button>
      {open && (
        <div class="panel panel-start" ref={panel} tabIndex={-1}>
          <div class="combobox-search">
            <Icon name="search" />
            <input
              ref={input}
              class="input"
              type="text"
              role="combobox"
              aria-label={`Search: ${label}`}
              aria-expanded="true"
              aria-controls={`${id}-list`}
              aria-autocomplete="list"
              aria-activedescendant={shown[active] ? `${id}-${active}` : undefined}
              autocomplete="off"
              spellcheck={false}
              placeholder="Search"
              value={search}
              onInput={(event) => {
                setSearch(event.currentTarget.value);
                setActive(0);
              }}
              onKeyDown={onKeyDown}
            />
          </div>
          <div id={`${id}-list`} class="panel-list" role="listbox" aria-label={label}>
            {shown.map((option, index) => (
              <div
                key={option.value}
                id={`${id}-${index}`}
                class="panel-item"
                role="option"
                tabIndex={-1}
                aria-selected={option.value === value}
                data-active={index === active}
                onPointerMove={() => setActive(index)}
                onClick={() => choose(option)}
                onKeyDown={onKeyDown}
              >
                <span class="combobox-option">
                  <span class="truncate">{option.label}</span>
                  {option.note && <span class="combobox-note">{option.note}</span>}
                </span>
                {option.value === value && <Icon name="check" class="panel-check" />}
              </div>
            ))}
          </div>
          {shown.length === 0 && <p class="combobox-none">Nothing is called “{search}”</p>}
        </div>
      )}
    </div>
  );
}
