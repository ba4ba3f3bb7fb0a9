import { storage } from "../storage/storage";

/** Every file of a video, and what is left of its uploads. Nothing there is no error; call it again after a failure. */
export const removeVideoFiles = (videoId: string): Promise<void> => storage().removeAll(videoId);
