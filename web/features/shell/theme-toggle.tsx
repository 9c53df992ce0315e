import { theme } from "../../lib/theme.ts";
import { Segmented } from "../../ui/segmented.tsx";

const options = [
  { value: "light", label: "Light", icon: "sun" },
  { value: "dark", label: "Dark", icon: "moon" },
  { value: "system", label: "As the system", icon: "monitor" },
] as const;

export function ThemeToggle() {
  return (
    <Segmented
      label="Theme"
      iconsOnly
      value={theme.value}
      options={options}
      onChange={(chosen) => {
        theme.value = chosen;
      }}
    />
  );
}
