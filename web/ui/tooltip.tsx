import type { ComponentChildren } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { keepInView } from "./popover.tsx";
import "./tooltip.css";

interface Props {
  text: ComponentChildren;
  align?: "start" | "end";
  children: ComponentChildren;
}

/** A note on hover and on keyboard focus; Escape hides it, and the pointer may rest on it. */
export function Tooltip({ text, align = "start", children }: Props) {
  const id = useId();
  const bubble = useRef<HTMLSpanElement>(null);
  const [hidden, setHidden] = useState(false);
  const show = () => {
    setHidden(false);
    keepInView(bubble.current);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside is what is focused; this only notices it
    <span
      class="tooltip"
      onPointerEnter={show}
      onFocusIn={show}
      onKeyDown={(event) => event.key === "Escape" && setHidden(true)}
    >
      <button type="button" class="tooltip-target" aria-describedby={id}>
        {children}
      </button>
      <span ref={bubble} id={id} role="tooltip" class={`tooltip-text tooltip-${align}`} hidden={hidden}>
        {text}
      </span>
    </span>
  );
}
