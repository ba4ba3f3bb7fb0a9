import type { DataStore } from "@tus/server";

/** `mayMove`: the file at the path is not needed there any more. */
export type Content = { path: string; mayMove?: boolean } | { text: string };

/**
 * Where the files of videos are kept. A name is `<video>/<file>`, made by the server and never by a client; content types are what was
 * found in the file.
 */
export type Storage = {
  /** What the tus server writes to; the id of an upload is the name of its file. */
  uploads: DataStore;
  /** @throws AppError too_large when so many bytes cannot be taken in now */
  requireRoom(bytes: number): Promise<void>;
  /** Removes what tus noted of a whole upload, and keeps the file. */
  settle(name: string): Promise<void>;
  /** Puts what is at a path, or a text, in place of what is there. */
  put(name: string, content: Content, contentType: string): Promise<void>;
  /** Answers with the file, or a range of it, or where to get it from for the next `seconds`. `headers` are those of the request. @throws AppError not_found */
  serve(name: string, contentType: string, headers: Headers, seconds: number): Promise<Response>;
  /** As `serve`, but always with the bytes themselves: for what is small. */
  serveSmall(name: string, contentType: string, headers: Headers): Promise<Response>;
  /** Calls `work` with a path at which the file can be read, by a name that says nothing, until it is done. */
  withFile<T>(name: string, work: (path: string) => Promise<T>): Promise<T>;
  /** Nothing there is no error, here and below. */
  remove(name: string): Promise<void>;
  /** Removes what is left of writes that ended before this time, in the middle. */
  sweep(before: Date): Promise<void>;
  /** Removes every file of a video, and what is left of its uploads. */
  removeAll(videoId: string): Promise<void>;
};
