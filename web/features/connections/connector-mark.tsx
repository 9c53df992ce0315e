import type { ConnectionPlatform } from "#contracts/fields.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import "./connector-mark.css";

const letters: Readonly<Record<Exclude<ConnectionPlatform, "custom">, string>> = {
  meta: "M",
  google_ads: "Ads",
  linkedin: "in",
  tiktok: "T",
  microsoft_ads: "MS",
  ga4: "GA",
  search_console: "SC",
};
const icons: Readonly<Record<string, IconName>> = { "declarative-manifest": "code", replay: "upload" };

interface Props {
  sourceType: string | null;
  platform: ConnectionPlatform;
}

/** A tile in the platform's colour; decoration, its name stands beside it. */
export function ConnectorMark({ sourceType, platform }: Props) {
  const icon = sourceType === null ? undefined : icons[sourceType];
  return (
    <span class={`connector-mark mark-${platform}`} aria-hidden="true">
      {icon || platform === "custom" ? <Icon name={icon ?? "link"} size={18} /> : letters[platform]}
    </span>
  );
}
