import type { ComponentProps } from "react";
import { Field } from "#components/ui/field.tsx";
import { limits } from "#lib/contract/limits.ts";

type Props = Omit<ComponentProps<typeof Field>, "type" | "autoComplete" | "label"> & { label?: string };

/** The password that somebody has. */
export const CurrentPassword = ({ label = "Password", name = "password", ...props }: Props) => (
  <Field label={label} name={name} type="password" autoComplete="current-password" required {...props} />
);

/** A password that somebody chooses. */
export const NewPassword = ({ label = "Password", name = "password", ...props }: Props) => (
  <Field
    label={label}
    name={name}
    type="password"
    autoComplete="new-password"
    hint={`At least ${limits.passwordMin} characters. A short phrase works well.`}
    required
    {...props}
  />
);
