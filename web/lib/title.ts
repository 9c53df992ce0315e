import { useEffect } from "preact/hooks";

/** The page's title: what it is, whose it is, then the product. */
export function useTitle(...parts: (string | undefined)[]): void {
  const title = [...parts.filter(Boolean), "ADinsights"].join(" · ");
  useEffect(() => {
    document.title = title;
  }, [title]);
}
