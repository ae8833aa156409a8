/** The part of the catalogue that is about other programs: those that awsmfa runs, is run by, or is asked by. */
import type { Entry } from "./catalogue-entry.ts";
import { EXIT } from "./exit.ts";

/** Ways to fail with other programs. */
export const PROGRAMS_CATALOGUE = {
  recursion: [
    EXIT.failure,
    "A program that awsmfa runs for a code, such as `mfa_process`, asks awsmfa for the session that the code is for.",
    "Let that program use another profile, or the access key itself.",
  ],
  "unusable-path": [
    EXIT.failure,
    "The program cannot be named in a `credential_process` or a scheduled job: it is in a folder that npx clears, or its path holds what SDKs read differently.",
    "Install it: `npm install -g awsmfa`.",
  ],
  "command-not-found": [
    EXIT.notFound,
    "The command that `exec` is to run is not there.",
    "Look at its name and at `PATH`. An alias or a function of your shell is no program: type it in the shell that `awsmfa exec` starts.",
  ],
  "command-not-executable": [
    EXIT.notExecutable,
    "The command that `exec` is to run is there and cannot be started.",
    "Make it executable (`chmod +x FILE`), or name the program that runs it.",
  ],
  "port-unusable": [
    EXIT.failure,
    "The port of `serve --port` is taken, or takes an administrator.",
    "Name another one, or none.",
  ],
  "no-scheduler": [
    EXIT.failure,
    "There is no scheduler that works for this user: neither the platform's own nor cron.",
    "Let another program run `awsmfa renew --all` every few minutes.",
  ],
  "scheduler-failed": [
    EXIT.failure,
    "A program of the scheduler failed, or the crontab cannot be changed safely. What was done before is taken back.",
    "Run the command that the hint names, and see what it says.",
  ],
  "no-browser": [
    EXIT.failure,
    "No browser can be opened here: there is no display, this is a session by SSH, or none is installed.",
    "`awsmfa console --print` prints the address.",
  ],
} as const satisfies Readonly<Record<string, Entry>>;
