import { fileURLToPath } from "node:url";
import { defineConfig, loadEnv, type ProxyOptions } from "vite";
import { markdown } from "./markdown.ts";

const root = fileURLToPath(new URL(".", import.meta.url));

/** The Worker answers pages of its own origin only: what this server's page asks is passed on as if it were one. */
const toWorker = (target: string): ProxyOptions => ({
  target,
  changeOrigin: true,
  configure: (proxy) => {
    proxy.on("proxyReq", (onward, request) => {
      if (request.headers.origin === `http://${request.headers.host}`)
        onward.setHeader("origin", new URL(target).origin);
    });
  },
});

export default defineConfig(({ mode }) => {
  const workerUrl = loadEnv(mode, root, "WORKER_").WORKER_URL ?? "http://127.0.0.1:8787";
  const proxy = { "/api": toWorker(workerUrl), "/internal": toWorker(workerUrl) };
  return {
    root,
    plugins: [markdown()],
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    server: { host: "127.0.0.1", proxy },
    preview: { host: "127.0.0.1", proxy },
    build: {
      outDir: "../dist/web",
      emptyOutDir: true,
      target: "es2024",
      // Older targets would rewrite light-dark() and nesting into something larger.
      cssTarget: ["chrome123", "firefox121", "safari17.5"],
      // The page's policy allows no data: addresses and no inline script.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  };
});
