/** The type of what stands in place of a message that cannot be shown; its content is `{ reason }`. */
export const REFUSED = "nbproof_refused";
/** The data of a frame that is larger than a frame may be, and the type of the message that stands in its place. */
export const TOO_LARGE = "nbproof_too_large";
