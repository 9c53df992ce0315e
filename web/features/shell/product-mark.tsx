/** The mark and the name. */
export function ProductMark() {
  return (
    <span class="mark">
      <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="8" class="mark-ground" />
        <rect x="7" y="17" width="4.5" height="8" rx="1.5" class="mark-bar" opacity=".7" />
        <rect x="13.75" y="12" width="4.5" height="13" rx="1.5" class="mark-bar" opacity=".85" />
        <rect x="20.5" y="7" width="4.5" height="18" rx="1.5" class="mark-bar" />
      </svg>
      <span class="mark-name">ADinsights</span>
    </span>
  );
}
