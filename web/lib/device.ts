const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:A|iOS)?\//, "Edge"],
  [/\bOPR\/|\bOpera\b/, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bVivaldi\//, "Vivaldi"],
  [/\bFirefox\/|\bFxiOS\//, "Firefox"],
  [/\bCriOS\/|\bChrome\/|\bChromium\/|\bHeadlessChrome\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b|\bMacintosh\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];

const named = (list: typeof browsers, agent: string) => list.find(([pattern]) => pattern.test(agent))?.[1];

/** A user agent as people would call it: `Firefox on Windows`. Programs go by their own name. */
export function deviceOf(agent: string | null): string {
  if (!agent) return "Unknown device";
  const browser = named(browsers, agent);
  const system = named(systems, agent);
  if (browser) return system ? `${browser} on ${system}` : browser;
  const program = /^([\w.-]{1,40})(?:\/|$|\s)/.exec(agent)?.[1];
  if (program && program !== "Mozilla") return `${program} (a program)`;
  return system ? `A browser on ${system}` : "Unknown device";
}

/** Whether it is something one holds. */
export const isHandheld = (agent: string | null): boolean => /\biPhone\b|\biPad\b|\bAndroid\b/.test(agent ?? "");
