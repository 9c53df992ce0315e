import { type Platform, platformNames } from "#contracts/fields.ts";
import "./platform-badge.css";

export function PlatformBadge({ platform }: { platform: Platform }) {
  return (
    <span class="platform">
      <span class={`platform-dot platform-${platform}`} aria-hidden="true" />
      {platformNames[platform]}
    </span>
  );
}
