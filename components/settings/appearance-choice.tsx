"use client";
import { Monitor, Moon, Sun } from "lucide-react";
import { useId, useState } from "react";
import { chooseTheme, type Theme } from "../layout/theme";

const looks = [
  { theme: "light", label: "Light", icon: Sun },
  { theme: "dark", label: "Dark", icon: Moon },
  { theme: "system", label: "System", icon: Monitor },
] as const;

/** Chooses the theme of this browser. Applies it at once. */
export function AppearanceChoice({ initial }: { initial: Theme }) {
  const name = useId();
  const [theme, setTheme] = useState(initial);
  return (
    <fieldset className="grid gap-2 sm:grid-cols-3">
      <legend className="sr-only">Appearance</legend>
      {looks.map(({ theme: value, label, icon: Icon }) => (
        <label
          key={value}
          className="flex min-h-12 cursor-pointer items-center gap-3 rounded-lg border border-input bg-card px-3 text-sm has-checked:border-accent-strong has-checked:bg-accent-soft has-checked:font-semibold has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-2"
        >
          <input
            type="radio"
            name={name}
            value={value}
            checked={theme === value}
            onChange={() => {
              chooseTheme(value);
              setTheme(value);
            }}
            className="size-4 accent-accent-strong outline-none"
          />
          <Icon className="size-4" aria-hidden="true" />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
