import { ConnectionPlatform } from "#contracts/fields.ts";
import { refuse } from "./refuse.ts";
import { readSecrets } from "./secrets.ts";
import { readSettings } from "./settings.ts";
import { WorkerApi } from "./worker-api.ts";

const platform = ConnectionPlatform.safeParse(process.argv[2]);
if (!platform.success)
  refuse("Which platform?", `node deploy/local/resume-platform.ts ${ConnectionPlatform.options.join(" | ")}`);

const settings = readSettings();
const worker = new WorkerApi(settings.urls.worker, (await readSecrets(settings)).operatorKey);
const { resumed } = await worker
  .resumePlatform(platform.data!)
  .catch((error: Error) => refuse(error.message, "Is it running? npm start"));
console.log(`✓ ${platform.data}: ${resumed} waiting groups go on within a minute`);
