import { type Platform, platformNames, platforms, type SourcePlatform } from "#contracts/fields.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import "./platform-chips.css";

interface Props {
  /** Sources that this tenant has, null while that is not known; ad platforms among them, all others are offered only while chosen. */
  offered: readonly SourcePlatform[] | null;
  chosen: readonly Platform[];
  onChange: (chosen: Platform[]) => void;
}

/** None chosen means all. */
export function PlatformChips({ offered, chosen, onChange }: Props) {
  const shown = platforms.filter((platform) => offered?.includes(platform) || chosen.includes(platform));
  const toggle = (platform: Platform) =>
    onChange(platforms.filter((each) => (each === platform ? !chosen.includes(each) : chosen.includes(each))));
  return (
    <fieldset class="chips">
      <legend class="visually-hidden">Platforms</legend>
      {!offered && shown.length === 0 && <Skeleton width="10.4rem" height="var(--control)" />}
      {shown.map((platform) => (
        <button
          key={platform}
          type="button"
          class="chip"
          aria-pressed={chosen.includes(platform)}
          onClick={() => toggle(platform)}
        >
          <span class={`platform-dot platform-${platform}`} aria-hidden="true" />
          {platformNames[platform]}
        </button>
      ))}
    </fieldset>
  );
}
