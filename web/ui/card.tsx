import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import "./card.css";

interface Props {
  title: string;
  hint?: ComponentChildren;
  actions?: ComponentChildren;
  /** For content that reaches the card's edges, such as tables. */
  flush?: boolean;
  children: ComponentChildren;
}

export function Card({ title, hint, actions, flush = false, children }: Props) {
  const id = useId();
  return (
    <section class="card" aria-labelledby={id}>
      <header class="card-head">
        <div>
          <h2 id={id}>{title}</h2>
          {hint && <p class="card-hint">{hint}</p>}
        </div>
        {actions && <div class="card-actions">{actions}</div>}
      </header>
      <div class={flush ? "card-body card-flush" : "card-body"}>{children}</div>
    </section>
  );
}
