/** The mark of a section that holds the key to come of a profile. A file of its own, since the fast path holds it. */

/** The setting that names the profile whose next key a section holds. */
export const NEXT_OF = "awsmfa_next_of";
