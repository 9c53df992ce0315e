const secondMs = 1000;
const unitMs: Readonly<Record<string, number>> = {
  s: secondMs,
  m: 60 * secondMs,
  h: 3600 * secondMs,
  d: 86_400 * secondMs,
};

/** What platforms say when one asks too much, as their connectors pass it on. */
const limited =
  /rate.?limit|too many (?:requests|calls)|request limit reached|quota (?:exceeded|exhausted)|exceeded .{0,40}quota|exhausted .{0,40}(?:tokens|quota)|RESOURCE_EXHAUSTED|throttl|CallRateExceeded|\b429\b/i;
const relative =
  /(?:retry|try again|wait|regain.?access|available)\D{0,40}?(\d+(?:\.\d+)?)\s*(s|sec|secs|seconds?|m|min|mins|minutes?|h|hours?|d|days?)\b/i;
const bareSeconds = /retry[-_ ]after["']?\s*[:=]?\s*(\d+)/i;
const instant = /(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d))/;
/** A platform that names a time further off is asked again before. */
const longestMs = 24 * unitMs.h!;

/**
 * Until when a platform wants to be left alone, milliseconds since 1970; undefined when the failure is no limit of its. `retryAfter` (seconds
 * from now, or an instant) outranks what the message says; when neither names a time, it is `otherwiseMs` from now.
 */
export function limitedUntil(
  message: string,
  retryAfter: number | string | null,
  now: number,
  otherwiseMs: number,
): number | undefined {
  if (retryAfter === null && !limited.test(message)) return undefined;
  const named = typeof retryAfter === "number" ? now + retryAfter * secondMs : instantOf(retryAfter ?? message);
  const at = named ?? now + (delayIn(message) ?? otherwiseMs);
  return Math.min(Math.max(at, now + secondMs), now + longestMs);
}

function instantOf(text: string): number | undefined {
  const found = text.match(instant)?.[1];
  const at = found === undefined ? Number.NaN : Date.parse(found.replace(" ", "T"));
  return Number.isNaN(at) ? undefined : at;
}

function delayIn(message: string): number | undefined {
  const [, amount, unit] = message.match(relative) ?? [];
  if (amount !== undefined && unit !== undefined) return Number(amount) * unitMs[unit[0]!.toLowerCase()]!;
  const seconds = message.match(bareSeconds)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * secondMs;
}
