/** Uploads below this path go past Next: `<path>/<video>` makes an upload (POST), `<path>/<video>/<upload>` is one. */
export const uploadPath = "/api/uploads";

/** Whether a request goes past Next, to the uploads. */
export const isUpload = (url: string) => url.startsWith(`${uploadPath}/`);
