import { tellNavigation } from "#components/layout/navigation.ts";

/** Called by Next within the transition to another page. */
export const onRouterTransitionStart = (href: string): void => tellNavigation(new URL(href, location.href).pathname);
