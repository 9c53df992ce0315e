import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** Goes to the first field as soon as this is there: a step that takes another's place would else leave the reader nowhere. */
export function useFocusInside(place: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const inside = place.current?.querySelector<HTMLElement>("[data-first], input:not([readonly], [hidden])");
    inside?.focus();
  }, []);
}
