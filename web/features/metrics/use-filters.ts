import { useCallback, useMemo } from "preact/hooks";
import { useLocation } from "preact-iso";
import { type Filters, readFilters, writeFilters } from "./filters.ts";

export type SetFilters = (change: Partial<Filters>, how?: { replace: boolean }) => void;

export const pathWith = (path: string, filters: Filters): string => {
  const search = writeFilters(filters).toString();
  return search ? `${path}?${search}` : path;
};

export function useFilters(): [Filters, SetFilters] {
  const { url, path, route } = useLocation();
  const filters = useMemo(() => readFilters(new URL(url, location.origin).searchParams), [url]);
  const set = useCallback<SetFilters>(
    (change, how) => route(pathWith(path, { ...filters, ...change }), how?.replace),
    [path, filters, route],
  );
  return [filters, set];
}
