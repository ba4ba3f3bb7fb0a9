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
    let [isInView, isOwnScroll] = [true, false];
    const show = () => {
      const { top } = area.getBoundingClientRect();
      form.scrollIntoView?.({ block: "nearest" });
      // A form that is higher than the screen shows its field.
      area.scrollIntoView?.({ block: "nearest" });
      isOwnScroll = area.getBoundingClientRect().top !== top;
    };
    show();
    const sight = new IntersectionObserver((entries) => (isInView = (entries.at(-1)?.intersectionRatio ?? 0) > 0.5), {
      threshold: [0.25, 0.5, 0.75],
    });
    sight.observe(area);
    // A frame tells of scrolling first, then of sizes, and then of what is in view. So `isInView` says what was before something grew,
    // unless somebody scrolled in the same frame: then it is found out anew.
    const onScroll = () => {
      if (!isOwnScroll) {
        isInView = false;
        sight.unobserve(area);
        sight.observe(area);
      }
      isOwnScroll = false;
    };
    window.addEventListener("scroll", onScroll, { capture: true, passive: true });
    const sizes = new ResizeObserver(() => isInView && show());
    for (let part = form.parentElement; part; part = part.parentElement) sizes.observe(part);
    return () => {
      window.removeEventListener("scroll", onScroll, { capture: true });
      sight.disconnect();
      sizes.disconnect();
    };
  }, [field, focused]);
}
