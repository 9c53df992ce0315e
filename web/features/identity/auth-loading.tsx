import { Skeleton } from "../../ui/skeleton.tsx";
import { ProductMark } from "../shell/product-mark.tsx";
import "../shell/shell.css";
import "./auth.css";

/** The frame while a link is looked at. */
export function AuthLoading({ what }: { what: string }) {
  return (
    <main class="auth">
      <div class="auth-box">
        <ProductMark />
        <p class="visually-hidden" role="status">
          {what}
        </p>
        <div class="auth-part" aria-hidden="true">
          <Skeleton width="70%" height="1.5rem" />
          <Skeleton height="1rem" />
          <Skeleton height="2.5rem" />
          <Skeleton height="2.5rem" />
        </div>
      </div>
    </main>
  );
}
