/** The only names of Socket.IO rooms. Ids are checked UUIDs, so no name can collide with another kind. */
export const rooms = {
  user: (id: string) => `user:${id}` as const,
  thread: (id: string) => `thread:${id}` as const,
  session: (id: string) => `session:${id}` as const,
};
