import type { Route } from "./http/route.ts";

/** Every feature's routes. */
export const routes: readonly Route[] = [];
