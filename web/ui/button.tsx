import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import "./button.css";
import { Icon, type IconName } from "./icon.tsx";
import { Why } from "./why.tsx";

interface Props extends Omit<JSX.IntrinsicElements["button"], "size" | "icon"> {
  look?: "primary" | "secondary" | "quiet" | "danger";
  icon?: IconName;
  /** Shows that something is under way and ignores further clicks, while focus stays where it is. */
  busy?: boolean;
  /** Why it cannot be used. It stays focusable, so that everybody gets to know. */
  why?: string | undefined;
  children?: ComponentChildren;
}

export function Button({ look = "secondary", icon, busy = false, why, children, onClick, ...rest }: Props) {
  const id = useId();
  const off = busy || why !== undefined;
  const button = (
    <button
      type="button"
      {...rest}
      class={`button button-${look} ${why ? "is-off" : ""} ${rest.class ?? ""}`}
      aria-disabled={off || undefined}
      aria-describedby={why ? id : rest["aria-describedby"]}
      onClick={off ? (event) => event.preventDefault() : onClick}
    >
      {busy ? <Icon name="loader" class="spin" /> : icon && <Icon name={icon} />}
      {children}
    </button>
  );
  return why ? (
    <Why id={id} text={why}>
      {button}
    </Why>
  ) : (
    button
  );
}
