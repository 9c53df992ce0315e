import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { ProductMark } from "../shell/product-mark.tsx";
import "../shell/shell.css";
import "./auth.css";

interface Props {
  title: string;
  lead?: ComponentChildren;
  /** Where the reader goes when this appears: to the first field, or to the title when there is something to read first. */
  focus: "field" | "title";
  children?: ComponentChildren;
}

/** The frame of pages that work without being signed in. */
export function AuthFrame({ title, lead, focus, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    const field = box.current?.querySelector<HTMLElement>("input:not([readonly], [hidden])");
    (focus === "field" ? (field ?? heading.current) : heading.current)?.focus();
  }, [title, focus]);

  return (
    <main class="auth">
      <div class="auth-box" ref={box}>
        <ProductMark />
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <div class="auth-lead">{lead}</div>}
        </div>
        {children}
      </div>
    </main>
  );
}
