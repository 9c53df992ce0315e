import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { Me } from "#contracts/me.ts";
import { Icon } from "../../ui/icon.tsx";
import { Nav } from "./nav.tsx";
import { ProductMark } from "./product-mark.tsx";

/** The navigation behind a button, for windows too narrow for it to stand beside the page. */
export function NavDrawer({ me }: { me: Me }) {
  const { url } = useLocation();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  useEffect(close, [url]);
  return (
    <div class="nav-drawer">
      <button
        type="button"
        class="button button-quiet button-icon"
        aria-label="Pages"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        <Icon name="menu" size={20} />
      </button>
      {open && <Drawer me={me} onClose={close} />}
    </div>
  );
}

function Drawer({ me, onClose }: { me: Me; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const node = dialog.current;
    node?.showModal();
    return () => node?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press beside the sheet; Escape does the same
    <dialog
      ref={dialog}
      class="drawer"
      aria-label="Pages"
      onClose={onClose}
      onClick={(event) => {
        const followed = (event.target as Element).closest("a");
        if (followed || event.target === event.currentTarget) onClose();
      }}
    >
      <div class="drawer-head">
        <ProductMark />
        <button type="button" class="button button-quiet button-icon" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <Nav me={me} id="drawer" />
    </dialog>
  );
}
