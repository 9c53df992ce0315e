import { join } from "node:path";
import { runApp } from "./run-app.ts";
import { root } from "./settings.ts";
import { answers, until } from "./wait.ts";

// wrangler dev reloads the Worker by itself; the page gets Vite's server in front, which asks the Worker for /api.
await runApp(async (settings, supervisor) => {
  const port = settings.ports.inspector + 1;
  supervisor.start({
    name: "page",
    program: join(root, "node_modules", ".bin", "vite"),
    args: ["--config", "web/vite.config.ts", "--host", "127.0.0.1", "--port", String(port), "--strictPort"],
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, WORKER_URL: settings.urls.worker },
  });
  const url = `http://127.0.0.1:${port}`;
  await until("the page's server", 30_000, answers(url));
  return url;
});
