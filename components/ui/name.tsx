import type { ReactNode } from "react";

/**
 * A name given to a person, a course, a video or a file, within a sentence or a row. It keeps its own direction of writing, and moves
 * nothing beside it.
 */
export const Name = ({ children, className }: { children: ReactNode; className?: string }) => <bdi className={className}>{children}</bdi>;
