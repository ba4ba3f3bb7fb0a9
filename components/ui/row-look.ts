/** The grounds of a row in a list: under the pointer, and `data-marked`, which an unread row is. */
export const rowLook = "hover:bg-row-hover data-marked:bg-row-marked data-marked:hover:bg-row-marked-hover";
