import { type ClassValue, clsx } from "clsx";

/** Joins class names. No two may set the same property: which one wins would be up to the stylesheet. Mark one with `!` if they must. */
export const cn = (...classes: ClassValue[]) => clsx(classes);
