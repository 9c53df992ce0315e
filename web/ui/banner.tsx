import type { ComponentChildren } from "preact";
import "./banner.css";
import { Icon } from "./icon.tsx";

interface Props {
  tone: "info" | "warn" | "bad";
  title: ComponentChildren;
  children?: ComponentChildren;
  actions?: ComponentChildren;
}

/** Something about the whole page that the reader should know before trusting or using it. */
export function Banner({ tone, title, children, actions }: Props) {
  return (
    <div class={`banner banner-${tone}`} role={tone === "bad" ? "alert" : "status"}>
      <Icon name={tone === "info" ? "info" : "alert"} size={18} />
      <div class="banner-text">
        <p class="banner-title">{title}</p>
        {children}
      </div>
      {actions && <div class="banner-actions">{actions}</div>}
    </div>
  );
}
