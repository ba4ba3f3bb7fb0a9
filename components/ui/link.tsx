import NextLink from "next/link";
import type { ComponentProps } from "react";

/**
 * A link to another page of the app. Nothing is fetched before it is followed: Next would ask the server twice for each link in sight, and
 * learn nothing that makes the page come sooner, as pages are made for one reader and moment.
 */
export function Link(props: Omit<ComponentProps<typeof NextLink>, "prefetch">) {
  return <NextLink {...props} prefetch={false} />;
}
