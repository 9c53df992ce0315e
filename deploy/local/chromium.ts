import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const systemPaths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A real Chromium: the system's, else the one that the npm package @sparticuz/chromium brings. */
export async function launchChromium(): Promise<Browser> {
  const system = systemPaths.find((path) => existsSync(path));
  if (system) return chromium.launch({ executablePath: system, args: quiet });
  // The archive's own libraries are only unpacked where the package believes itself on a bare server.
  process.env.AWS_EXECUTION_ENV ??= "AWS_Lambda_nodejs22.x";
  const { default: shipped } = await import("@sparticuz/chromium");
  // Not the package's own arguments: one process for all breaks when a context closes, and web security must be on.
  return chromium.launch({ executablePath: await shipped.executablePath(), args: quiet });
}
