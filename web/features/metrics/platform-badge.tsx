import { type ConnectionPlatform, connectionPlatformNames } from "#contracts/fields.ts";
import "./platform-badge.css";

export function PlatformBadge({ platform }: { platform: ConnectionPlatform }) {
  return (
    <span class="platform">
      <span class={`platform-dot platform-${platform}`} aria-hidden="true" />
      {connectionPlatformNames[platform]}
    </span>
  );
}

/** The platform's mark alone, where its name would crowd; screen readers get the name. */
export function PlatformDot({ platform }: { platform: ConnectionPlatform }) {
  return (
    <>
      <span
        class={`platform-dot platform-alone platform-${platform}`}
        title={connectionPlatformNames[platform]}
        aria-hidden="true"
      />
      <span class="visually-hidden">{connectionPlatformNames[platform]}, </span>
    </>
  );
}
