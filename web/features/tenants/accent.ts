/** What an accent has to stand out from. The same as in ui/tokens.css, which a test holds. */
export const grounds = {
  light: { canvas: "#f5f6f8", surface: "#ffffff", accent: "#0b6b63", text: "#ffffff", away: "#000000" },
  dark: { canvas: "#0e1116", surface: "#161a21", accent: "#4fc4b6", text: "#06211e", away: "#ffffff" },
} as const;

export type Scheme = keyof typeof grounds;

/** As WCAG 2.2 asks of text. */
export const enough = 4.5;

type Rgb = readonly [number, number, number];

const parse = (color: string): Rgb => {
  const at = (index: number) => Number.parseInt(color.slice(index, index + 2), 16);
  return [at(1), at(3), at(5)];
};

const toHex = (rgb: Rgb): string => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;

function luminance(color: string): number {
  const [red, green, blue] = parse(color).map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1 (the same) to 21 (black on white). */
export function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** So much of `one`, the rest of `other`. */
export function mix(one: string, other: string, share: number): string {
  const [a, b] = [parse(one), parse(other)];
  return toHex(a.map((part, index) => part * share + b[index]! * (1 - share)) as unknown as Rgb);
}

export interface Accent {
  /** The tokens to set, null where the colour cannot be read in this theme. */
  tokens: Readonly<Record<string, string>> | null;
  /** The lowest contrast it would have as text and under text. */
  contrast: number;
}

/** A tenant's colour as the page's accent in one theme. */
export function accentOf(color: string, scheme: Scheme): Accent {
  const { canvas, surface, text, away } = grounds[scheme];
  const soft = mix(color, surface, 0.1);
  const lowest = Math.min(...[canvas, surface, soft, text].map((ground) => contrast(color, ground)));
  if (lowest < enough) return { tokens: null, contrast: lowest };
  return {
    contrast: lowest,
    tokens: {
      "--accent": color,
      "--accent-hover": mix(color, away, 0.82),
      "--accent-soft": soft,
      "--accent-text": color,
      "--focus": color,
    },
  };
}
