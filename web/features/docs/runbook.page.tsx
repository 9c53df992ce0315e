import { useEffect, useState } from "preact/hooks";
import { RowsSkeleton } from "../shell/list-states.tsx";
import { NotFoundPage } from "../shell/not-found.page.tsx";
import { Page } from "../shell/page.tsx";
import "./runbook.css";

const runbooks: Readonly<Record<string, { title: string; load: () => Promise<{ default: string }> }>> = {
  operations: { title: "Operations", load: () => import("../../../docs/runbooks/operations.md") },
  access: { title: "Access", load: () => import("../../../docs/runbooks/access.md") },
};

/** A runbook of this repository as it was when the page was built; `#section` is scrolled to. */
export function RunbookPage({ name }: { name?: string }) {
  const runbook = runbooks[name ?? ""];
  const [html, setHtml] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    void runbook?.load().then((loaded) => gone || setHtml(loaded.default));
    return () => {
      gone = true;
    };
  }, [runbook]);
  useEffect(() => {
    if (html) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }, [html]);
  if (!runbook) return <NotFoundPage />;
  return (
    <Page group="Runbooks" title={runbook.title} of={undefined}>
      {html === null ? <RowsSkeleton /> : <article class="card runbook" dangerouslySetInnerHTML={{ __html: html }} />}
    </Page>
  );
}
