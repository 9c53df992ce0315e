import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import "./why.css";

interface Props {
  id: string;
  text: string;
  children: ComponentChildren;
}

/**
 * Says why the control inside cannot be used, on hover, focus and tap. The words lie in the top layer, so that no table cuts them off;
 * the control names them with `aria-describedby={id}`.
 */
export function Why({ id, text, children }: Props) {
  const root = useRef<HTMLSpanElement>(null);
  const bubble = useRef<HTMLSpanElement>(null);
  const show = () => {
    if (!root.current || !bubble.current) return;
    bubble.current.showPopover?.();
    place(bubble.current, root.current.getBoundingClientRect());
  };
  const hide = () => bubble.current?.hidePopover?.();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the control inside is what is focused; this only notices it
    <span
      ref={root}
      class="why"
      onPointerEnter={show}
      onPointerLeave={hide}
      onFocusIn={show}
      onFocusOut={hide}
      onKeyDown={(event) => event.key === "Escape" && hide()}
    >
      {children}
      <span ref={bubble} id={id} class="why-text" role="tooltip" popover="manual">
        {text}
      </span>
    </span>
  );
}

const margin = 8;

function place(bubble: HTMLElement, at: DOMRect): void {
  // Not the window's width, of which a scroll bar may take some.
  const { width: pageWidth } = document.documentElement.getBoundingClientRect();
  const { width, height } = bubble.getBoundingClientRect();
  const below = at.bottom + 6;
  const top = below + height > window.innerHeight - margin ? at.top - height - 6 : below;
  bubble.style.left = `${Math.max(margin, Math.min(at.left, pageWidth - width - margin))}px`;
  bubble.style.top = `${Math.max(margin, top)}px`;
}
