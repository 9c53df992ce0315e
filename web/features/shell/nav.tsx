import { useLocation } from "preact-iso";
import type { Me } from "#contracts/me.ts";
import { Icon } from "../../ui/icon.tsx";
import { agencies } from "../agencies/agencies.ts";
import { can, standingIn, standingOf } from "../identity/can.ts";
import "./nav.css";
import { type PageGroup, pageGroups } from "./pages.ts";

/** All pages by group. What the reader's role does not include has a lock; its page says whom to ask. */
export function Nav({ me, id }: { me: Me; id: string }) {
  const shown = pageGroups.filter((group) => !group.agency || (agencies.value ?? []).length > 0);
  return (
    <nav class="nav" aria-label="Pages">
      {shown.map((group) => (
        <NavGroup key={group.label} me={me} group={group} id={`${id}-${group.label}`} />
      ))}
    </nav>
  );
}

function NavGroup({ me, group, id }: { me: Me; group: PageGroup; id: string }) {
  const { path } = useLocation();
  const standings = group.agency ? (agencies.value ?? []).map((agency) => standingIn(agency, me)) : [standingOf(me)];
  return (
    <>
      <p class="nav-group" id={id}>
        {group.label}
      </p>
      <ul aria-labelledby={id}>
        {group.pages.map((page) => (
          <li key={page.path}>
            <a class="nav-link" href={page.path} aria-current={currentOf(path, page.path)}>
              <Icon name={page.icon} />
              {page.label}
              {!standings.some((standing) => can(standing, page.needs)) && (
                <>
                  <Icon name="lock" size={13} class="nav-lock" />
                  <span class="visually-hidden">, not in your role</span>
                </>
              )}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A page beneath another one, such as a single data source, is shown as a part of that. */
function currentOf(path: string, page: string): "page" | "true" | undefined {
  if (path === page) return "page";
  return path.startsWith(`${page}/`) ? "true" : undefined;
}
