import type { ReactNode } from "react";

/** What somebody called a person, a course, a video or a file, in a sentence or a row: its direction of writing is its own, and moves nothing beside it. */
export const Name = ({ children, className }: { children: ReactNode; className?: string }) => <bdi className={className}>{children}</bdi>;
