import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { Icon, type IconName } from "./icon.tsx";
import "./popover.css";
import { usePopover } from "./use-popover.ts";

interface Props {
  label: string;
  /** What the button shows. */
  summary: ComponentChildren;
  icon?: IconName;
  active?: boolean;
  align?: "start" | "end";
  /** Gets a function that closes the panel and gives focus back to the button. */
  children: (close: () => void) => ComponentChildren;
}

/** A button with a small dialog under it. Focus moves into the panel when it opens. */
export function Popover({ label, summary, icon, active = false, align = "start", children }: Props) {
  const { open, setOpen, close, root, button } = usePopover();
  const panel = useRef<HTMLDivElement>(null);
  const id = useId();

  useEffect(() => {
    if (!open) return;
    panel.current?.querySelector<HTMLElement>("input:checked, input, button, [href], select")?.focus();
    keepInView(panel.current);
  }, [open]);

  return (
    <div class="popover" ref={root}>
      <button
        ref={button}
        type="button"
        class={`button button-secondary popover-button ${active ? "is-active" : ""}`}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {icon && <Icon name={icon} />}
        <span class="visually-hidden">{label}: </span>
        <span class="truncate">{summary}</span>
        <Icon name="chevron" size={14} />
      </button>
      {open && (
        <div ref={panel} id={id} tabIndex={-1} class={`panel panel-${align}`} role="dialog" aria-label={label}>
          {children(() => close(true))}
        </div>
      )}
    </div>
  );
}

/** Moves a panel sideways by as much as it stands out of the window. */
export function keepInView(panel: HTMLElement | null): void {
  if (!panel) return;
  panel.style.translate = "";
  const { left, right } = panel.getBoundingClientRect();
  const margin = 8;
  // Not the window's width, of which a scroll bar may take some.
  const over = right - (document.documentElement.getBoundingClientRect().width - margin);
  if (over > 0) panel.style.translate = `${-Math.min(over, left - margin)}px 0`;
  else if (left < margin) panel.style.translate = `${margin - left}px 0`;
}
