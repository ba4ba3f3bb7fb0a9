import { useSyncExternalStore } from "react";
import { vi } from "vitest";

/** For tests: what stands in for `next/navigation`. `test-setup.ts` puts it there for every test of a component. */
export const navigation = {
  /** The path of the page, as `usePathname` says it. */
  path: "/",
  /** Where the component has sent the page, and its refreshes, in order: `push /courses`, `replace /`, `refresh`. */
  went: [] as string[],
  reset() {
    this.path = "/";
    this.went = [];
  },
};

/** One object for all renders, as Next's is. */
const router = {
  push: (to: string) => void navigation.went.push(`push ${to}`),
  replace: (to: string) => void navigation.went.push(`replace ${to}`),
  refresh: () => void navigation.went.push("refresh"),
};

export const useRouter = () => router;
export const usePathname = () => navigation.path;

/** For tests: `useSearchParams` of Next, which hears of `pushState` as well. */
export function useSearchParams(): URLSearchParams {
  const subscribe = (onChange: () => void) => {
    const push = vi.spyOn(window.history, "pushState").mockImplementation((...args) => {
      History.prototype.pushState.apply(window.history, args);
      onChange();
    });
    window.addEventListener("popstate", onChange);
    return () => {
      push.mockRestore();
      window.removeEventListener("popstate", onChange);
    };
  };
  return new URLSearchParams(useSyncExternalStore(subscribe, () => location.search));
}
