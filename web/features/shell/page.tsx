import type { ComponentChildren } from "preact";
import { useTitle } from "../../lib/title.ts";
import { Breadcrumbs, type Crumb } from "./breadcrumbs.tsx";
import "./page.css";

interface Props {
  title: string;
  /** The part of the product it stands in, as the navigation calls it. */
  group: string;
  /** The page that it is a part of, with its way back. */
  parent?: Crumb;
  /** Whose it is: the tenant or agency, for the window's title. */
  of: string | undefined;
  /** Its state, beside the title. */
  badge?: ComponentChildren;
  intro?: ComponentChildren;
  actions?: ComponentChildren;
  children: ComponentChildren;
}

/** A page's head and its content. */
export function Page({ title, group, parent, of, badge, intro, actions, children }: Props) {
  useTitle(title, of);
  return (
    <div class="page">
      <header class="page-head">
        <div>
          <Breadcrumbs crumbs={[{ label: group }, ...(parent ? [parent] : []), { label: title }]} />
          <h1>
            {title}
            {badge && <> {badge}</>}
          </h1>
          {intro && <p class="page-intro">{intro}</p>}
        </div>
        {actions && <div class="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
