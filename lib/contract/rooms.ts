/** The only names of Socket.IO rooms. Ids are checked UUIDs, so no name can collide with another kind. */
export const rooms = {
  user: (id: string) => `user:${id}` as const,
  thread: (id: string) => `thread:${id}` as const,
  /** Classmates who read a thread of the class. Apart from `thread`, so that nothing gets there that is not meant for them. */
  class: (id: string) => `class:${id}` as const,
  course: (id: string) => `course:${id}` as const,
  session: (id: string) => `session:${id}` as const,
};
