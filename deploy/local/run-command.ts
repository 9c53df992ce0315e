import { type StdioOptions, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";

/** Runs a program to its end. Throws with the end of what it said when it fails. `shown` lets it write to our terminal, a path to that file. */
export function runCommand(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; shown?: boolean | string } = {},
): Promise<string> {
  return new Promise((done, failed) => {
    const file = typeof options.shown === "string" ? openSync(options.shown, "w") : undefined;
    const out = file ?? (options.shown ? "inherit" : "pipe");
    const stdio: StdioOptions = ["ignore", out, out];
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio,
    });
    if (file !== undefined) closeSync(file);
    let said = "";
    const keep = (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-20_000);
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    child.on("error", failed);
    child.on("close", (code) => {
      if (code === 0) return done(said);
      failed(
        new Error(
          `${program.split("/").at(-1)} ${args.slice(0, 3).join(" ")} ended with ${code}\n${said.slice(-2000)}`,
        ),
      );
    });
  });
}
