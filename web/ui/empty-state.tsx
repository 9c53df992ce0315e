import type { ComponentChildren } from "preact";
import "./empty-state.css";
import { Icon, type IconName } from "./icon.tsx";

interface Props {
  icon: IconName;
  title: string;
  children?: ComponentChildren;
  actions?: ComponentChildren;
  /** For a part of a card instead of a page. */
  small?: boolean;
  /** For when nothing else names the page. */
  alone?: boolean;
  alert?: boolean;
}

/** What stands where content would: nothing yet, nothing that matches, or a failure. */
export function EmptyState({ icon, title, children, actions, small = false, alone = false, alert = false }: Props) {
  const Heading = alone ? "h1" : small ? "h3" : "h2";
  return (
    <div class={small ? "empty empty-small" : "empty"} role={alert ? "alert" : undefined}>
      <span class="empty-icon">
        <Icon name={icon} size={small ? 18 : 22} />
      </span>
      <Heading class="empty-title">{title}</Heading>
      {children && <div class="empty-text">{children}</div>}
      {actions && <div class="empty-actions">{actions}</div>}
    </div>
  );
}
