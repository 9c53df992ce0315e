import type { ComponentChildren } from "preact";
import "./badge.css";

export type Tone = "neutral" | "good" | "warn" | "bad";

export function Badge({ tone = "neutral", children }: { tone?: Tone; children: ComponentChildren }) {
  return <span class={`badge badge-${tone}`}>{children}</span>;
}
