import { useEffect, useRef } from "preact/hooks";

/** Alt and a letter, by its key's place, as Alt makes other signs of letters on some systems. Not while somebody types text. */
export function useShortcut(letter: string | undefined, act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (!letter) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const { altKey, ctrlKey, metaKey, shiftKey, code, target } = event;
      if (!altKey || ctrlKey || metaKey || shiftKey || code !== `Key${letter}`) return;
      if (target instanceof Element && target.closest("input, textarea, select, dialog, [contenteditable]")) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [letter]);
}
