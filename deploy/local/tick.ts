import { refuse } from "./refuse.ts";
import { readSecrets } from "./secrets.ts";
import { readSettings } from "./settings.ts";
import { WorkerApi } from "./worker-api.ts";

const crons = { minute: "* * * * *", hour: "0 * * * *" } as const;
const name = process.argv[2] ?? "hour";
if (name !== "minute" && name !== "hour") refuse(`There is no tick called ${name}.`, "npm run tick -- hour | minute");

const settings = readSettings();
const worker = new WorkerApi(settings.urls.worker, (await readSecrets(settings)).operatorKey);
await worker.tick(crons[name]).catch((error: Error) => refuse(error.message, "Is it running? npm start"));
console.log(`✓ the ${name} tick ran`);
