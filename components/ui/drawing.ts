import { createContext, useContext } from "react";
import { costMax, serverCostMax } from "./markdown/markdown-cost";
import { useInBrowser } from "./use-in-browser";

/** Where the dear parts of a text are drawn, its code in colours and its formulas. Elsewhere they stand as they were written. */
type Drawing = "everywhere" | "browser" | "nowhere";

/** Where what costs so many ms is drawn. */
export const drawingOf = (cost: number): Drawing => (cost <= serverCostMax ? "everywhere" : cost <= costMax ? "browser" : "nowhere");

const OfText = createContext<Drawing | null>(null);

/** Around a text whose parts are weighed together. */
export const DrawingProvider = OfText.Provider;

/** Whether a part is drawn now. One that stands alone goes by its own cost in ms, others by that of their text. */
export function useDrawn(cost: () => number): boolean {
  const drawing = useContext(OfText) ?? drawingOf(cost());
  const inBrowser = useInBrowser(drawing === "browser");
  return drawing === "everywhere" || (drawing === "browser" && inBrowser);
}
