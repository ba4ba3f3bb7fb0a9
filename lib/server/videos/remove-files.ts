import { storage } from "../storage/storage";

/** Removes every file of a video, and the rest of its uploads. Nothing to remove is no error. Call it again after a failure. */
export const removeVideoFiles = (videoId: string): Promise<void> => storage().removeAll(videoId);
