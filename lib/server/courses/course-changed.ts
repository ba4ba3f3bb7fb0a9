import type { OutboundEvent } from "../realtime/bus";

/**
 * Has lists and pages that show the course ask again. Everybody may see the catalogue, so everybody hears it; `userId` keeps what is one
 * person's own (a question, an enrolment) to their other tabs.
 */
export function courseChanged(courseId: string, { videoId, userId }: { videoId?: string; userId?: string } = {}): OutboundEvent {
  const told = { event: "courses:changed" as const, body: { courseId, ...(videoId && { videoId }) } };
  return userId ? { to: "user", userId, ...told } : { to: "all", ...told };
}
