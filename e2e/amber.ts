import type { Page } from "@playwright/test";

/**
 * What can be pressed, is filled with amber and stands within the window of the page as it is now, by its words. Behind a dialog the page
 * is dim: what the dialog has counts alone.
 */
export const amberActs = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const pixel = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
    /** A strong colour between orange and yellow, in whichever way it is written. Tints are paler, and the browns of texts darker. */
    const isAmber = (colour: string): boolean => {
      if (!pixel) throw new Error("no canvas");
      pixel.clearRect(0, 0, 1, 1);
      pixel.fillStyle = colour;
      pixel.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0, alpha = 0] = pixel.getImageData(0, 0, 1, 1).data;
      const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
      if (alpha < 128 || red !== most || most < 150 || (most - least) / most < 0.6) return false;
      const hue = (60 * (green - blue)) / (most - least);
      return hue > 20 && hue < 55;
    };
    const isSeen = (element: Element): boolean => {
      const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
      const isWithin = right > 0 && bottom > 0 && left < window.innerWidth && top < window.innerHeight;
      return width > 2 && height > 2 && isWithin && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    };
    const acts = [...document.querySelectorAll("button, a[href], summary, [role=button], [type=submit]")];
    const isBehind = (act: Element) => act.closest("[inert], [aria-hidden=true]:not(button)") !== null;
    const seen = acts.filter((act) => isAmber(getComputedStyle(act).backgroundColor) && isSeen(act) && !isBehind(act));
    return seen.map((act) => (act.textContent || act.getAttribute("aria-label")) ?? "");
  });
