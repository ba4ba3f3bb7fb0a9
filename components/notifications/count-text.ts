/** Counts are exact to 99. */
export const countText = (count: number): string => (count > 99 ? "99+" : String(count));
