import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { Icon } from "./icon.tsx";
import "./toast.css";

interface Toast {
  id: number;
  text: string;
}

const shown = signal<readonly Toast[]>([]);
const stay = 7000;
let made = 0;

/** Says that something worked. It goes by itself, so nothing may stand in it that stands nowhere else; failures stay where they happened. */
export function toast(text: string): void {
  made += 1;
  shown.value = [...shown.value.slice(-2), { id: made, text }];
}

const dismiss = (id: number) => {
  shown.value = shown.value.filter((each) => each.id !== id);
};

/** The place of toasts, once in the frame. It is always there, so that screen readers notice what comes into it. */
export function Toasts() {
  return (
    <div class="toasts" role="status">
      {shown.value.map((each) => (
        <OneToast key={each.id} toast={each} />
      ))}
    </div>
  );
}

function OneToast({ toast: { id, text } }: { toast: Toast }) {
  const [rests, setRests] = useState(true);
  useEffect(() => {
    if (!rests) return;
    const timer = window.setTimeout(() => dismiss(id), stay);
    return () => window.clearTimeout(timer);
  }, [id, rests]);
  const hold = () => setRests(false);
  const release = () => setRests(true);
  return (
    <div class="toast" onPointerEnter={hold} onPointerLeave={release} onFocusIn={hold} onFocusOut={release}>
      <Icon name="check" />
      <span>{text}</span>
      <button type="button" class="toast-close" aria-label="Dismiss" onClick={() => dismiss(id)}>
        <Icon name="close" size={14} />
      </button>
    </div>
  );
}
