import { rm } from "node:fs/promises";
import { refuse } from "./refuse.ts";
import { readSettings, root } from "./settings.ts";
import { endLeftovers } from "./supervisor.ts";

const settings = readSettings();
const running = await endLeftovers(settings.state, root);
if (running) refuse(`ADinsights is running (process ${running}).`, "Stop it with Ctrl-C first.");
await rm(settings.state, { recursive: true, force: true });
console.log(`✓ ${settings.state} is cleared; npm start makes everything anew.`);
