/** What Next calls the error of a page whose database did not answer in time, so that the page can say so (`error.digest`). */
export const busyDigest = "busy";
