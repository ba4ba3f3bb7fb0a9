import type { School } from "#lib/contract/school.ts";
import { cn } from "../ui/cn";
import { Logo } from "./logo";

type Props = { school: Pick<School, "logo">; className: string };

/**
 * The school's logo, on white in both themes as it was made for; the raised hand without one. Its name stands beside it. `className` sets
 * the height.
 */
export function SchoolMark({ school: { logo }, className }: Props) {
  if (!logo) return <Logo className={cn("aspect-square shrink-0", className)} />;
  return (
    <img
      src={logo.path}
      width={logo.width}
      height={logo.height}
      alt=""
      className={cn("w-auto! max-w-28 shrink-0 rounded-md bg-white object-contain p-0.5 sm:max-w-40", className)}
    />
  );
}

/** Whether the logo is so wide that on a phone there is no place for a name beside it. */
export const isWide = ({ logo }: Pick<School, "logo">) => logo !== null && logo.width > 2 * logo.height;
