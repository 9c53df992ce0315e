/**
 * The first `count` items as sorting all of them would order them. `compare` never says 0 of two different items. Most items of a long list
 * are looked at once: those that come after the last one kept.
 */
export function firstOf(items: readonly number[], count: number, compare: (a: number, b: number) => number): number[] {
  if (items.length <= count * 2) return items.toSorted(compare).slice(0, count);
  let kept: number[] = [];
  let last: number | undefined;
  for (const item of items) {
    if (last !== undefined && compare(item, last) > 0) continue;
    kept.push(item);
    if (kept.length < count * 2) continue;
    kept = kept.sort(compare).slice(0, count);
    last = kept.at(-1);
  }
  return kept.sort(compare).slice(0, count);
}
