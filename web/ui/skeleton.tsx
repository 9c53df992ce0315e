import "./skeleton.css";

/** A place that content will take. Give it the content's size, so that nothing moves when that arrives. */
export function Skeleton({ width = "100%", height = "1em" }: { width?: string; height?: string }) {
  return <span class="skeleton" style={{ width, height }} aria-hidden="true" />;
}
