import { fileURLToPath } from "node:url";
import { defineConfig, loadEnv } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig(({ mode }) => {
  const workerUrl = loadEnv(mode, root, "WORKER_").WORKER_URL ?? "http://127.0.0.1:8787";
  const proxy = { "/api": workerUrl, "/internal": workerUrl };
  return {
    root,
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
