/** The part of the catalogue that is about access keys. */
import type { Entry } from "./catalogue-entry.ts";
import { EXIT } from "./exit.ts";

/** What stands in the way of importing, rotating and deleting keys. */
export const KEYS_CATALOGUE = {
  "bad-csv": [
    EXIT.failure,
    "The file is no CSV with access keys in it. The error says what is wrong, and quotes no secret.",
    "Take the file that the console offers where it makes a key.",
  ],
  "split-key": [
    EXIT.failure,
    "The access key of the profile stands in both files, or half in each, so one write could not change it.",
    "Put it whole into one section, by hand.",
  ],
  "no-room-for-key": [
    EXIT.failure,
    "The user has two access keys, which is as many as AWS allows, so there is no room for a new one.",
    "Delete the one that nothing uses: `awsmfa key delete ID`.",
  ],
  "key-in-use": [
    EXIT.failure,
    "The access key is the one that a profile has, or the user's only active one; or a section has another key already.",
    "Rotate it, or use `--force` if that is what you want.",
  ],
  "rotation-stopped": [
    EXIT.failure,
    "A rotation could not go on. The profile has a key that works; the error says what became of the other.",
    "As the hint says; `awsmfa key rotate` carries on where it was.",
  ],
} as const satisfies Readonly<Record<string, Entry>>;
