import type { TestEnv } from "./environment.ts";
import { startApp, type TestApp } from "./harness.ts";

/** An app whose process is as good as killed right before or right after its n-th write: from then on nothing reaches D1 or KV. */
export function mortal(env: TestEnv, nth: number, moment: "before" | "after") {
  let writes = 0;
  let dead = false;

  async function write<T>(work: () => Promise<T>): Promise<T> {
    if (dead) throw new Error("killed");
    writes += 1;
    if (writes < nth) return work();
    if (writes === nth && moment === "after") await work();
    dead = true;
    throw new Error("killed");
  }

  const mortalStatement = (statement: D1PreparedStatement, sql: string): D1PreparedStatement =>
    new Proxy(statement, {
      get(target, key) {
        if (key === "bind") return (...values: unknown[]) => mortalStatement(target.bind(...values), sql);
        if (key === "statement") return target;
        const own = Reflect.get(target, key, target);
        if (typeof own !== "function") return own;
        const call = own.bind(target);
        if (/^\s*(select|explain)/i.test(sql)) return dead ? () => Promise.reject(new Error("killed")) : call;
        return (...values: unknown[]) => write(() => call(...values));
      },
    });
  const bare = (statement: D1PreparedStatement) =>
    (statement as unknown as { statement?: D1PreparedStatement }).statement ?? statement;

  const DB = new Proxy(env.DB, {
    get(target, key) {
      if (key === "prepare") return (sql: string) => mortalStatement(target.prepare(sql), sql);
      if (key === "batch")
        return (all: D1PreparedStatement[]) => write(() => target.batch(all.map((statement) => bare(statement))));
      const own = Reflect.get(target, key, target);
      return typeof own === "function" ? own.bind(target) : own;
    },
  });
  const SNAPSHOTS = new Proxy(env.SNAPSHOTS, {
    get(target, key) {
      const own = Reflect.get(target, key, target);
      if (typeof own !== "function") return own;
      return key === "put" ? (...values: unknown[]) => write(() => own.apply(target, values)) : own.bind(target);
    },
  });

  return {
    dead: () => dead,
    /** At the time that another app has. */
    app(other: TestApp): TestApp {
      const app = startApp({ env: { DB, SNAPSHOTS } });
      app.pass(other.clock() - app.clock());
      return app;
    },
  };
}
