import type { DataStore } from "@tus/server";

/** `canMove`: the file at the path is not needed there any more. */
export type Content = { path: string; canMove?: boolean } | { text: string };

/**
 * Where files are stored. A name is `<video>/<file>` or `images/<file>`, made by the server and never by a client. Content types are what
 * was found in the file.
 */
export type Storage = {
  /** The store of the tus server. The id of an upload is the name of its file. */
  uploads: DataStore;
  /** @throws AppError too_large when so many bytes can't be stored now */
  ensureSpace(bytes: number): Promise<void>;
  /** Removes what tus noted of a complete upload, and keeps the file. */
  dropUploadMetadata(name: string): Promise<void>;
  /** Stores the file at a path, or a text, in place of what is there. */
  put(name: string, content: Content, contentType: string): Promise<void>;
  /**
   * Answers with the file, or a range of it, or with an address for the next `seconds`. `headers` are those of the request.
   * @throws AppError not_found
   */
  serve(name: string, contentType: string, headers: Headers, seconds: number): Promise<Response>;
  /** Does what `serve` does, but always answers with the bytes themselves. For small files. */
  serveSmall(name: string, contentType: string, headers: Headers): Promise<Response>;
  /** Calls `work` with a path at which the file can be read until `work` is done. The path's name says nothing of the file. */
  withFile<T>(name: string, work: (path: string) => Promise<T>): Promise<T>;
  /** Nothing to remove is no error, here and below. */
  remove(name: string): Promise<void>;
  /** Removes the rest of writes that broke off before this time. */
  sweep(before: Date): Promise<void>;
  /** Removes every file of a video, and the rest of its uploads. */
  removeAll(videoId: string): Promise<void>;
};
