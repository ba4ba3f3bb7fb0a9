import { type RefObject, useEffect } from "react";

const canWatch = () => ["ResizeObserver", "IntersectionObserver"].every((name) => name in window);

/**
 * Keeps the form in view as its field begins to be used, so that its buttons are seen, too. Later it stays there when something above
 * grows: messages that load or arrive would push it off a low screen, or out of the rail beside a video. Somebody who scrolls away from
 * it is left alone.
 */
export function useStayInView(field: RefObject<HTMLTextAreaElement | null>, focused: boolean): void {
  useEffect(() => {
    const area = field.current;
    const form = area?.form;
    // jsdom has neither a layout nor what watches it.
    if (!focused || !form || document.activeElement !== area || !canWatch()) return;
    const show = () => {
      form.scrollIntoView?.({ block: "nearest" });
      // A form that is higher than the screen shows its field.
      area.scrollIntoView?.({ block: "nearest" });
    };
    show();
    let isInView = true;
    const sight = new IntersectionObserver((entries) => (isInView = (entries.at(-1)?.intersectionRatio ?? 0) > 0.5), {
      threshold: [0.25, 0.5, 0.75],
    });
    sight.observe(area);
    // A frame tells of sizes before it tells what is in view, so that `isInView` says what was before.
    const sizes = new ResizeObserver(() => isInView && show());
    for (let part = form.parentElement; part; part = part.parentElement) sizes.observe(part);
    return () => {
      sight.disconnect();
      sizes.disconnect();
    };
  }, [field, focused]);
}
