/** How platforms and HTTP say when to come back: in seconds, quoted by connectors from headers, bodies and messages. */
const said: readonly RegExp[] = [
  /retry[-_ ]?after["']?\s*[:=]\s*["']?(\d{1,6})\b/gi,
  /retry_?delay["']?\s*[:=]\s*["']?(\d{1,6})(?:\.\d+)?s/gi,
  /retry in (\d{1,6}) seconds/gi,
];

/** The longest wait that a text names, in seconds; undefined when it names none. */
export function retryAfterIn(text: string): number | undefined {
  const seconds = said.flatMap((pattern) => [...text.matchAll(pattern)].map(([, amount]) => Number(amount)));
  return seconds.length === 0 ? undefined : Math.max(...seconds);
}
