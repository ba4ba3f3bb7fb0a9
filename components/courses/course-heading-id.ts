/** The id of a course's title on a page: the link of its card, or the heading of its own pages. */
export const courseHeadingId = (courseId: string): string => `course-${courseId}`;
