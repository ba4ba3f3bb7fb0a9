import { useStore } from "zustand";
import { tusTransport } from "#lib/client/uploads/tus-transport.ts";
import type { Upload } from "#lib/client/uploads/upload.ts";
import { createUploads } from "#lib/client/uploads/uploads.ts";

/** The uploads of this tab. They go on while the user moves about in the app. */
export const uploads = createUploads(tusTransport);

/** The upload of a video, if this browser knows of one. */
export const useUpload = (videoId: string): Upload | undefined => useStore(uploads.store, (all) => all[videoId]);

/** All uploads, for the display above the pages. */
export const useUploads = (): Upload[] => Object.values(useStore(uploads.store));
