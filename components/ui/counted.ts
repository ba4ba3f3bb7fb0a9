import { grouped } from "#lib/contract/text.ts";
/** A number with its noun: `1 line`, `1,200 lines`. `many` is what follows any other number. */
export const counted = (count: number, one: string, many: string): string => `${grouped(count)} ${count === 1 ? one : many}`;
