import { parseArgs } from "node:util";
import { refuse } from "./refuse.ts";
import { readSecrets } from "./secrets.ts";
import { readSettings } from "./settings.ts";
import { WorkerApi } from "./worker-api.ts";

// docs/runbooks/access.md says when an operator may do this.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { "end-sessions": { type: "boolean", default: false } },
});
const [email] = positionals;
if (!email || positionals.length > 1)
  refuse("Whose second factor?", "reset-second-factor.ts person@example.com [--end-sessions]");

const settings = readSettings();
const worker = new WorkerApi(settings.urls.worker, (await readSecrets(settings)).operatorKey);
const { removed } = await worker
  .resetSecondFactor(email, values["end-sessions"])
  .catch((error: Error) => refuse(error.message, "Is it running, and is the address right?"));
console.log(
  removed ? `✓ ${email} signs in by password alone now, and was told by mail` : `✓ ${email} had no second factor`,
);
if (values["end-sessions"]) console.log("✓ all their sessions were ended");
