export interface Crumb {
  label: string;
  href?: string;
}

/** Where the page stands; the last crumb is the page itself. */
export function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb">
      <ol class="breadcrumbs">
        {crumbs.map((crumb, index) => (
          <li key={`${index} ${crumb.label}`} aria-current={index === crumbs.length - 1 ? "page" : undefined}>
            {crumb.href ? <a href={crumb.href}>{crumb.label}</a> : crumb.label}
          </li>
        ))}
      </ol>
    </nav>
  );
}
