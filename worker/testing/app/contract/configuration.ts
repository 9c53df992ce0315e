import { join } from "node:path";
import { endpoints } from "#contracts/index.ts";
import { root } from "../../../../deploy/local/settings.ts";

export interface Subject {
  readonly signedIn: boolean;
  /** Of an agency that the caller administers, so that its paths lead somewhere. */
  readonly agencyId: string;
  /** A provider that is configured and that nobody runs: a start leads back to our own sign-in page. */
  readonly provider: string;
}

/** Endpoints that refuse this caller whatever is sent; a few tries of each suffice. */
function closedTo(signedIn: boolean): string[] {
  const open = (access: string) => access === "public" || (signedIn && access !== "runner" && access !== "operator");
  return Object.values(endpoints)
    .filter(({ access }) => !open(access))
    .map(({ name }) => name);
}

/** schemathesis.toml of a run. One worker: Python 3.11.7 cannot parse source in two threads at once ("AST constructor recursion depth mismatch"). */
export const configuration = ({ signedIn, agencyId, provider }: Subject) => `
hooks = ${JSON.stringify(join(root, "worker", "testing", "app", "contract", "hooks.py"))}
seed = 1
workers = 1
request-timeout = 60
continue-on-failure = true
warnings = false

[generation]
max-examples = 6
database = "none"
no-shrink = true

[parameters]
agency_id = "${agencyId}"
provider = "${provider}"

# Not about speed: who first asks for a connector's form waits until the connector has started.
[checks]
max_response_time = 60

# 400 and 410 are looked at by the check in hooks.py, which lets them pass for tokens, cursors and the like.
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "3xx", 400, 401, 403, 404, 409, 410, 429, "5xx"]

[[operations]]
include-operation-id = ${JSON.stringify(closedTo(signedIn))}
phases.coverage.enabled = false
`;
