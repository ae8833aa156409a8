/** The interface of what runs a job again and again on a platform. Plans are made here, purely; a command carries them out. */

/** What is to run, and how often. */
export interface Job {
  /** The profile whose session is renewed; it names the job too. */
  readonly profile: string;
  /** The program and its arguments; paths are absolute. */
  readonly command: readonly string[];
  /** What it needs of the environment; nothing secret. */
  readonly environment: Readonly<Record<string, string>>;
  /** Minutes between two runs: a divisor of 60. */
  readonly minutes: number;
  /** The file that its output is added to. */
  readonly log: string;
  /** The folders that it writes in. */
  readonly folders: readonly string[];
}

/** Where a user's jobs are kept, and whose they are. */
export interface Owner {
  readonly home: string;
  /** `XDG_CONFIG_HOME`, if it is absolute; else that of the home folder. */
  readonly configFolder: string;
  /** Where the tool keeps what is its own. */
  readonly stateFolder: string;
  /** The user's number; 0 where a platform has none. */
  readonly userId: number;
}

/** One step of a plan. */
export type Step =
  /** A file with this text in place of the one that is there; `undefined`: it goes. */
  | {
      readonly file: string;
      readonly text: string | undefined;
      /** UTF-8 if absent. */
      readonly encoding?: "utf-16le";
    }
  /** A program that is run. @see Step.lenient */
  | {
      readonly run: readonly [program: string, ...words: string[]];
      /** That it fails is no failure: what it takes away may not be there. */
      readonly lenient?: true;
    }
  /** The user's table of cron, changed. */
  | { readonly crontab: (table: string) => string };

/** A scheduler of a platform. */
export interface Scheduler {
  /** As `schedule status` names it. */
  readonly name: "systemd" | "launchd" | "task-scheduler" | "cron";
  /** As it is called in a sentence. */
  readonly label: string;
  /** A program that succeeds where the scheduler works for this user. */
  readonly probe: readonly [program: string, ...words: string[]];
  /** The file where a job's text is found again, or `undefined`: in the table of cron. */
  record(profile: string, owner: Owner): string | undefined;
  /** A program that succeeds while the job that is recorded is run, or `undefined`: its record is the job. */
  active(profile: string, owner: Owner): readonly [program: string, ...words: string[]] | undefined;
  /** What it takes to have the job run; the same again where it is there already. @throws AwsmfaError `bad-setting` for what its texts cannot hold */
  install(job: Job, owner: Owner): readonly Step[];
  /** What it takes to have nothing of it left. */
  remove(profile: string, owner: Owner): readonly Step[];
}
