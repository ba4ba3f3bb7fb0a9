import type { LucideIcon } from "lucide-react";

type Props = { label: string; Icon: LucideIcon; disabled: boolean; onPress: () => void };

/** What writes into a field by a press. */
export const Tool = ({ label, Icon, disabled, onPress }: Props) => (
  <button
    type="button"
    onClick={onPress}
    disabled={disabled}
    title={label}
    className="grid size-8 place-items-center rounded-md text-muted-foreground hover:text-foreground disabled:opacity-40"
  >
    <Icon className="size-4" aria-hidden="true" />
    <span className="sr-only">{label}</span>
  </button>
);
