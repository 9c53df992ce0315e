import { join } from "node:path";
import { demo } from "#contracts/demo.ts";
import { root } from "./settings.ts";

/** Where the demo dataset lies before the page is built. */
export const demoFolder = join(root, "web", "public", demo.folder);
