/** The name of a picture's file in the storage. */
export const imageFile = (id: string): string => `images/${id}.webp`;

/** The type of all of them. */
export const imageType = "image/webp";
