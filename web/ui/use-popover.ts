import { useCallback, useEffect, useRef, useState } from "preact/hooks";

/**
 * Open state of a panel that closes on Escape (focus goes back to its button), on a press outside and when focus leaves it.
 * The panel needs `tabIndex={-1}`: a press on its text would else focus something outside.
 */
export function usePopover() {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  const close = useCallback((refocus = false) => {
    setOpen(false);
    if (refocus) button.current?.focus();
  }, []);

  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      close(true);
    };
    const node = root.current;
    document.addEventListener("pointerdown", outside);
    document.addEventListener("focusin", outside);
    node?.addEventListener("keydown", key);
    return () => {
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("focusin", outside);
      node?.removeEventListener("keydown", key);
    };
  }, [open, close]);

  return { open, setOpen, close, root, button };
}
