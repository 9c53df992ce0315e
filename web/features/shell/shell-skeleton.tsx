import { Skeleton } from "../../ui/skeleton.tsx";
import { ProductMark } from "./product-mark.tsx";
import "./shell.css";

/** The frame while it is not known yet who is signed in. */
export function ShellSkeleton() {
  return (
    <div class="shell">
      <header class="top-bar">
        <ProductMark />
        <Skeleton width="9rem" height="1.25rem" />
      </header>
      <div class="side-nav" />
      <main class="content">
        <p class="visually-hidden" role="status">
          Loading
        </p>
      </main>
    </div>
  );
}
