import { ago, inAWhile, instant } from "../../lib/format-time.ts";
import { now } from "../../lib/now.ts";

interface Props {
  at: string | null;
  zone: string;
  none: string;
  /** It is yet to come. What has just happened may seem so too: the page's clock moves every 20 seconds. */
  toCome?: boolean;
}

/** An instant as how long ago or in how long, absolute on hover. */
export function Moment({ at, zone, none, toCome = false }: Props) {
  if (at === null) return <span class="muted">{none}</span>;
  const ahead = Date.parse(at) - now.value;
  return (
    <time class="nowrap" dateTime={at} title={instant(at, zone)}>
      {toCome && ahead > 0 ? inAWhile(ahead / 1000) : ago(at, now.value)}
    </time>
  );
}
