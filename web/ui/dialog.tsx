import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import "./dialog.css";
import { Icon } from "./icon.tsx";

interface Props {
  title: string;
  children: ComponentChildren;
  onClose: () => void;
  /** Escape and the cross do nothing: something is under way, or would be lost. */
  held?: boolean;
  wide?: boolean;
}

/**
 * The browser's own modal dialog: focus stays inside, and goes back to what opened it. Render it only while it is open.
 * What should be focused first has `autoFocus`; else it is the first control.
 */
export function Dialog({ title, children, onClose, held = false, wide = false }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = useRef(true);
  const id = useId();

  useLayoutEffect(() => {
    const node = dialog.current;
    node?.showModal();
    return () => {
      open.current = false;
      // Before it leaves the document: only then does the browser give focus back.
      node?.close();
      // What opened it is gone: the page's content is nearer than the page's start.
      if (document.activeElement === document.body) document.getElementById("content")?.focus();
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      class={wide ? "dialog dialog-wide" : "dialog"}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        if (!held) onClose();
      }}
      onClose={() => open.current && onClose()}
    >
      <header class="dialog-head">
        <h2 id={id}>{title}</h2>
        {!held && (
          <button type="button" class="button button-quiet button-icon" aria-label="Close" onClick={onClose}>
            <Icon name="close" />
          </button>
        )}
      </header>
      {children}
    </dialog>
  );
}

/** The row of buttons at a dialog's end; the one that acts comes last. */
export function DialogActions({ children }: { children: ComponentChildren }) {
  return <div class="dialog-actions">{children}</div>;
}
