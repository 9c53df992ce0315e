import type { ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import "./combobox.css";
import { Icon } from "./icon.tsx";
import { keepInView } from "./popover.tsx";
import { usePopover } from "./use-popover.ts";
import { useShortcut } from "./use-shortcut.ts";

export interface ComboOption {
  value: string;
  label: string;
  note?: string;
}

interface Props {
  label: string;
  /** What fits `search`, best first. */
  options: readonly ComboOption[];
  value: string;
  /** What the button shows. */
  summary: ComponentChildren;
  busy?: boolean;
  onChoose: (value: string) => void;
  /** Called with "" on opening, then with what is typed. */
  onSearch: (text: string) => void;
  /** Called on closing: what is still being searched is wanted no more. */
  onLeave?: () => void;
  /** There are more: called when the list's end comes near. */
  onMore?: (() => void) | undefined;
  /** Said under the list: that it is being searched, or why that failed. */
  status?: string | undefined;
  /** A letter that opens it together with Alt. */
  shortcut?: string;
}

/** One of many, found by typing: arrows, Home, End and Enter move and choose, Escape leaves. */
export function Combobox(props: Props) {
  const { label, options, value, summary, busy = false, onChoose, onSearch, onLeave, onMore, status, shortcut } = props;
  const { open, setOpen, close, root, button } = usePopover();
  const [search, setSearch] = useState("");
  const [wanted, setWanted] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const id = useId();
  // The same option stays chosen while answers come in around it.
  const active = Math.max(
    0,
    options.findIndex((option) => option.value === wanted),
  );
  useShortcut(shortcut, () => setOpen(true));

  // Before the next key is pressed, which belongs to the search.
  useLayoutEffect(() => {
    if (!open) return;
    setSearch("");
    setWanted(value);
    onSearch("");
    // First: a browser scrolls to what it gives focus.
    keepInView(panel.current);
    input.current?.focus();
    return onLeave;
  }, [open]);

  useEffect(() => {
    if (open) document.getElementById(`${id}-${active}`)?.scrollIntoView?.({ block: "nearest" });
  }, [open, active, id]);

  // Whoever has moved to the end goes on when there turns out to be more.
  const nearEnd = open && wanted !== null && active >= Math.max(1, options.length - 4);
  useEffect(() => {
    if (nearEnd) onMore?.();
  }, [nearEnd, options.length, onMore === undefined]);

  const choose = (option: ComboOption | undefined) => {
    if (!option) return;
    close(true);
    if (option.value !== value) onChoose(option.value);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const last = options.length - 1;
    const moves: Record<string, number> = {
      ArrowDown: active < last ? active + 1 : onMore ? last : 0,
      ArrowUp: active > 0 ? active - 1 : onMore ? 0 : last,
      Home: 0,
      End: last,
    };
    const next = moves[event.key];
    if (next !== undefined) {
      event.preventDefault();
      setWanted(options[next]?.value ?? null);
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(options[active]);
    }
  };

  const onScroll = ({ currentTarget: list }: { currentTarget: HTMLElement }) => {
    if (list.scrollHeight - list.scrollTop - list.clientHeight < 200) onMore?.();
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
        aria-keyshortcuts={shortcut && `Alt+${shortcut}`}
        title={shortcut && `${label} (Alt+${shortcut})`}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" || open) return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        <span class="visually-hidden">{label}: </span>
        {summary}
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
              aria-activedescendant={options[active] ? `${id}-${active}` : undefined}
              autocomplete="off"
              spellcheck={false}
              placeholder="Search"
              maxLength={100}
              value={search}
              onInput={(event) => {
                setSearch(event.currentTarget.value);
                setWanted(null);
                onSearch(event.currentTarget.value);
              }}
              onKeyDown={onKeyDown}
            />
          </div>
          <div id={`${id}-list`} class="panel-list" role="listbox" aria-label={label} onScroll={onScroll}>
            {options.map((option, index) => (
              <div
                key={option.value}
                id={`${id}-${index}`}
                class="panel-item"
                role="option"
                tabIndex={-1}
                aria-selected={option.value === value}
                data-active={index === active}
                onPointerMove={() => setWanted(option.value)}
                onClick={() => choose(option)}
                onKeyDown={onKeyDown}
              >
                <span class="combobox-option">
                  <span class="truncate">{option.label}</span>
                  {option.note && <span class="combobox-note truncate">{option.note}</span>}
                </span>
                {option.value === value && <Icon name="check" class="panel-check" />}
              </div>
            ))}
          </div>
          <p class="combobox-status" role="status">
            {status ?? (options.length === 0 && `Nothing is called “${search}”`)}
          </p>
        </div>
      )}
    </div>
  );
}
