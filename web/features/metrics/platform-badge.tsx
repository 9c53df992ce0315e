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

/** The platform's mark alone, where its name would crowd; screen readers get the name. */
export function PlatformDot({ platform }: { platform: Platform }) {
  return (
    <>
      <span
        class={`platform-dot platform-alone platform-${platform}`}
        title={platformNames[platform]}
        aria-hidden="true"
      />
      <span class="visually-hidden">{platformNames[platform]}, </span>
    </>
  );
}
