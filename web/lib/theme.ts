import { computed, effect, signal } from "@preact/signals";

export const themes = ["light", "dark", "system"] as const;
export type Theme = (typeof themes)[number];

/** Shared with public/theme.js, which applies it before the first paint. */
const storageKey = "theme";

function stored(): Theme {
  try {
    const value = localStorage.getItem(storageKey);
    return themes.find((theme) => theme === value) ?? "system";
  } catch {
    return "system";
  }
}

export const theme = signal<Theme>(stored());

const darkQuery = globalThis.matchMedia?.("(prefers-color-scheme: dark)");
const systemIsDark = signal(darkQuery?.matches ?? false);
darkQuery?.addEventListener("change", (event) => {
  systemIsDark.value = event.matches;
});

/** What is on screen; things that paint by themselves (charts) follow it. */
export const scheme = computed<"light" | "dark">(() => {
  if (theme.value !== "system") return theme.value;
  return systemIsDark.value ? "dark" : "light";
});

/** Keeps the document and the browser's storage on the chosen theme. */
export function applyTheme(): () => void {
  return effect(() => {
    const chosen = theme.value;
    if (chosen === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
    try {
      localStorage.setItem(storageKey, chosen);
    } catch {
      // Storage is switched off: the choice lasts until the page is left.
    }
  });
}
