import { announceNavigation } from "#components/layout/navigation.ts";

/** Called by Next within the transition to another page. */
export const onRouterTransitionStart = (href: string): void => announceNavigation(new URL(href, location.href).pathname);
