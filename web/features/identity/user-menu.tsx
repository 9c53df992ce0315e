import { useState } from "preact/hooks";
import type { Me } from "#contracts/me.ts";
import { asProblem } from "../../lib/problem-error.ts";
import { Icon } from "../../ui/icon.tsx";
import { Popover } from "../../ui/popover.tsx";
import { ThemeToggle } from "../shell/theme-toggle.tsx";
import { signOut } from "./session.ts";
import "./user-menu.css";

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => word[0]!.toUpperCase())
    .filter((_, index, all) => index === 0 || index === all.length - 1)
    .join("");

export function UserMenu({ me }: { me: Me }) {
  const [failure, setFailure] = useState<string | null>(null);
  const leave = async () => {
    setFailure(null);
    try {
      await signOut();
    } catch (error) {
      setFailure(asProblem(error).message);
    }
  };
  return (
    <div class="user-menu">
      <Popover
        label={`Account of ${me.user.name}`}
        summary={<span class="avatar">{initials(me.user.name || me.user.email)}</span>}
        align="end"
      >
        {(close) => (
          <div class="user-panel">
            <div class="user-who">
              <p class="user-name">{me.user.name}</p>
              <p class="muted">{me.user.email}</p>
              <p class="muted">
                <span class="user-role">{me.tenant.role}</span> in {me.tenant.label}
              </p>
            </div>
            <div class="user-theme">
              <ThemeToggle />
            </div>
            {failure && (
              <p class="field-error" role="alert">
                {failure}
              </p>
            )}
            <a class="panel-item" href="/me" onClick={close}>
              <Icon name="user" /> Your account
            </a>
            <button type="button" class="panel-item" onClick={leave}>
              <Icon name="signout" /> Sign out
            </button>
          </div>
        )}
      </Popover>
    </div>
  );
}
