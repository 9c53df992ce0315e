const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/;

/**
 * Whom a request counts against: its IPv4 address, or the /64 of its IPv6 address, since whoever has one address of it has them all.
 * Requests without an address share one bucket.
 */
export function addressOf(headers: Headers): string {
  const ip = headers.get("cf-connecting-ip")?.trim().toLowerCase();
  if (!ip) return "unknown";
  const v4 = ip.includes(":") ? ip.match(mapped)?.[1] : ip;
  if (v4 !== undefined) return v4;
  const [head = "", tail] = ip.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0");
  const network = [...before, ...zeros, ...after].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(":")}::/64`;
}
