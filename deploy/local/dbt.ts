import { spawn } from "node:child_process";
import { join } from "node:path";
import { dbtPython } from "./python.ts";
import { readSettings, root } from "./settings.ts";

const settings = readSettings();
const child = spawn(process.execPath, [join(root, "runner", "dbt", "dbt.cli.ts"), ...process.argv.slice(2)], {
  stdio: "inherit",
  env: {
    ...process.env,
    DBT_PYTHON: dbtPython(settings),
    DBT_STATE: join(settings.state, "dbt"),
    WAREHOUSE: settings.warehouse,
  },
});
child.on("exit", (code) => process.exit(code ?? 1));
