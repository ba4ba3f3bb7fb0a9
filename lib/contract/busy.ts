/** The `error.digest` of a page whose database did not answer in time, so that the error page can say so. */
export const busyDigest = "busy";
