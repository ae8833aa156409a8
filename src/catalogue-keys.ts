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
  "no-stored-key": [
    EXIT.failure,
    "The access key of the profile was moved to a store, which does not have it any more.",
    "Put it into the file again: `aws configure`. If nobody has it, make a new one in the console.",
  ],
  "key-process": [
    EXIT.failure,
    "The profile's `credential_process`, which is to print its access key, failed or printed none.",
    "Run it by hand; the error says what is wrong, and quotes nothing that it printed on stdout.",
  ],
  "moved-key": [
    EXIT.failure,
    "The access key is not in AWS's files, and what was asked for is done only there.",
    "Move it back for the time being: `awsmfa key move --to file`.",
  ],
  "move-stopped": [
    EXIT.failure,
    "A move of a key could not be finished. The key is still where the error says.",
    "As the hint says; `awsmfa key move` carries on where it was.",
  ],
} as const satisfies Readonly<Record<string, Entry>>;
