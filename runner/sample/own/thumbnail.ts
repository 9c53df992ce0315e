import { hash32 } from "../world/random.ts";

/** A small picture that differs from ad to ad, in place of the creative's. */
export function thumbnail(adId: string): string {
  const hue = hash32(adId, "hue") % 360;
  const turn = hash32(adId, "turn") % 90;
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64" role="img" aria-label="Ad">',
    `<rect width="64" height="64" fill="hsl(${hue} 45% 32%)"/>`,
    `<rect x="16" y="16" width="32" height="32" rx="6" fill="hsl(${(hue + 40) % 360} 70% 62%)" transform="rotate(${turn} 32 32)"/>`,
    "</svg>",
  ].join("");
}
