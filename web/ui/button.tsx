import type { ComponentChildren, JSX } from "preact";
import "./button.css";
import { Icon, type IconName } from "./icon.tsx";

interface Props extends Omit<JSX.IntrinsicElements["button"], "size" | "icon"> {
  look?: "primary" | "secondary" | "quiet";
  icon?: IconName;
  /** Shows that something is under way and ignores further clicks, while focus stays where it is. */
  busy?: boolean;
  children?: ComponentChildren;
}

export function Button({ look = "secondary", icon, busy = false, children, onClick, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      class={`button button-${look} ${rest.class ?? ""}`}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy ? <Icon name="loader" class="spin" /> : icon && <Icon name={icon} />}
      {children}
    </button>
  );
}
