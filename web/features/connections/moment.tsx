import { ago, inAWhile, instant } from "../../lib/format-time.ts";
import { now } from "../../lib/now.ts";

/** An instant as how long ago or in how long, absolute on hover. */
export function Moment({ at, zone, none }: { at: string | null; zone: string; none: string }) {
  if (at === null) return <span class="muted">{none}</span>;
  const ahead = Date.parse(at) - now.value;
  return (
    <time class="nowrap" dateTime={at} title={instant(at, zone)}>
      {ahead > 0 ? inAWhile(ahead / 1000) : ago(at, now.value)}
    </time>
  );
}
