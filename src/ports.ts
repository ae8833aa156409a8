/** The outside world: types only. `system/` implements them, `context.ts` wires them, tests hand in fakes. */
import type { Iam, Signin, Sts } from "./ports-aws.ts";
import type { Browser } from "./ports-browser.ts";
import type { OpensEndpoint } from "./ports-endpoint.ts";
import type { Exec } from "./ports-exec.ts";
import type { Input } from "./ports-input.ts";
import type { ProcessPorts } from "./ports-process.ts";
import type { Run } from "./ports-run.ts";
import type { Digest, SecretPorts } from "./ports-secrets.ts";
import type { Terminal } from "./ports-terminal.ts";

/** The environment at the start of the program, read once. A variable that is not set is `undefined`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A file's bytes as text, one character a byte (ISO 8859-1): what we do not understand survives an edit. */
export type FileText = string;

/** What is known of an existing file without reading it. */
export interface FileFacts {
  /** Permission bits, such as `0o600`; `undefined` on Windows, where they mean nothing. */
  readonly mode: number | undefined;
}

/** How an edit of a file ended; `unchanged`: the change gave back the text that was there. */
export type Edited = { readonly outcome: "written" | "created" | "removed" | "unchanged" };

/** The user's files. Every method throws AwsmfaError `file-unreadable`, `file-unwritable` or `file-busy`. */
export interface Files {
  /** The whole file, and facts of it; `undefined` where there is none. Follows symbolic links. */
  read(path: string): Promise<FileText | undefined>;
  facts(path: string): Promise<FileFacts | undefined>;
  /** The path of the file that an edit replaces: where symbolic links lead. */
  resolved(path: string): Promise<string>;
  /** Throws `file-unwritable` if {@link Files.edit} could not write there now; changes nothing. */
  checkWritable(path: string): Promise<void>;
  /**
   * Replaces a file under a lock between processes: reads it, hands the text (`undefined`: no file) to
   * `change`, and puts the answer in its place in one step (`undefined`: the file goes). `change` must be
   * pure: it runs again when another process got in between. A new file has mode 0600, a new folder 0700; an existing one keeps mode and owner, a symbolic link stays one.
   * @param options.durable wait until the disk has it (fsync); off only for what may be lost.
   */
  edit(
    path: string,
    change: (text: FileText | undefined) => FileText | undefined,
    options: { readonly durable: boolean },
  ): Promise<Edited>;
}

/** The machine's clock, which may be wrong; `memory/clock.ts` knows by how much. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds since the machine started, whatever the clock was set to meanwhile. */
  uptime(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** One colour for good, one for soon, one for wrong; two weights; light on dark whatever the terminal is. */
export type Style = "good" | "soon" | "wrong" | "dim" | "bold" | "light";

/** Puts a text in a style, or leaves it as it is where colour is off. */
export type Paint = (style: Style, text: string) => string;

/** Where the program's own output goes, and what is known of it. */
export interface Output {
  /** Data, to stdout. The whole of it, at once. */
  data(text: string): void;
  /** News, to stderr: a line, without the line end; `warn`: what `--quiet` does not silence, such as a danger. */
  news(line: string): void;
  warn(line: string): void;
  /** One line on a terminal's stderr that takes the place of the last one; `undefined` takes it away. @returns whether a line can be seen there; elsewhere it does nothing */
  progress(line: string | undefined): boolean;
  /** Whether stdout and stderr are terminals. */
  readonly dataIsTerminal: boolean;
  readonly newsIsTerminal: boolean;
  /** Columns of the terminal on stdout; 80 where it is none. */
  readonly columns: number;
  /** Colours for stdout and for stderr. */
  readonly dataPaint: Paint;
  readonly newsPaint: Paint;
}

/** What is known of the process that started us. */
export interface Parent {
  /** The program's name (`bash`), `undefined` where it cannot be told. Its own parent's, if its name is to be passed over. */
  name(isPassedOver: (program: string) => boolean): Promise<string | undefined>;
}

/** All of the outside world that a command is handed. What is dear to load is a function that loads it. */
export interface Context extends SecretPorts, ProcessPorts {
  readonly environment: Environment;
  /** The user's home folder, and the platform as `process.platform` names it. */
  readonly home: string;
  readonly platform: string;
  readonly files: Files;
  readonly clock: Clock;
  readonly digest: Digest;
  readonly terminal: Terminal;
  readonly input: Input;
  readonly output: Output;
  readonly parent: Parent;
  readonly sts: () => Promise<Sts>;
  readonly iam: () => Promise<Iam>;
  readonly signin: () => Promise<Signin>;
  readonly browser: () => Promise<Browser>;
  readonly run: () => Promise<Run>;
  readonly exec: () => Promise<Exec>;
  readonly endpoint: () => Promise<OpensEndpoint>;
  /** Says a decision or a timing when `--debug` is given; never a secret. */
  readonly debug: (message: string) => void;
}
