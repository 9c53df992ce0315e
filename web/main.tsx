import "./lib/strict-zod.ts";
import "./ui/tokens.css";
import "./ui/base.css";
import { render } from "preact";
import { startClock } from "./lib/now.ts";
import { applyTheme } from "./lib/theme.ts";
import { App } from "./routes.tsx";

applyTheme();
startClock();
render(<App />, document.getElementById("app")!);
