/** The outside world: types only. `system/` implements them, `context.ts` wires them, tests hand in fakes. */
import type { Input } from "./ports-input.ts";
import type { Run } from "./ports-run.ts";
import type { Digest, SecretPorts } from "./ports-secrets.ts";

export type { Digest, Input };

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
  /** The whole file, or `undefined` where there is none. Follows symbolic links. */
  read(path: string): Promise<FileText | undefined>;
  /** Facts of the file, or `undefined` where there is none. */
  facts(path: string): Promise<FileFacts | undefined>;
  /** Throws `file-unwritable` if {@link Files.edit} could not write there now; changes nothing. */
  checkWritable(path: string): Promise<void>;
  /**
   * Replaces a file under a lock between processes: reads it, hands the text (`undefined`: no file) to
   * `change`, and puts the answer in its place in one step (`undefined`: the file goes). `change` must be
   * pure: it runs again when another process got in between. A new file has mode 0600, a new folder 0700;
   * an existing one keeps mode and owner, a symbolic link stays one.
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

/** A question that is answered by typing a line. */
export interface LineQuestion {
  readonly message: string;
  /** What is wrong with the answer, shown at once, or `undefined` when it will do. */
  readonly check: (answer: string) => Promise<string | undefined>;
}

/** A question that is answered by picking one of a list. */
export interface ListQuestion {
  readonly message: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

/**
 * The controlling terminal, for questions only: `/dev/tty`, or `CONIN$` and `CONOUT$`, never stdin or
 * stdout. A person's Ctrl-C throws `interrupted`; Ctrl-D answers `undefined`.
 */
export interface Terminal {
  /** Why nobody can be asked, as the end of a sentence ("there is no terminal"), or `undefined`. */
  unusable(): Promise<string | undefined>;
  line(question: LineQuestion): Promise<string | undefined>;
  /** A line that is not shown. */
  secret(question: LineQuestion): Promise<string | undefined>;
  pick(question: ListQuestion): Promise<string | undefined>;
}

/** One colour for good, one for soon, one for wrong; two weights; light on dark whatever the terminal is. */
export type Style = "good" | "soon" | "wrong" | "dim" | "bold" | "light";

/** Puts a text in a style, or leaves it as it is where colour is off. */
export type Paint = (style: Style, text: string) => string;

/** Where the program's own output goes, and what is known of it. */
export interface Output {
  /** Data, to stdout. The whole of it, at once. */
  data(text: string): void;
  /** News, to stderr: a line, without the line end. */
  news(line: string): void;
  /** Likewise, what `--quiet` does not silence: a danger, or why a question is asked again. */
  warn(line: string): void;
  /** One line on a terminal's stderr that takes the place of the last one; `undefined` takes it away. Nothing elsewhere. */
  progress(line: string | undefined): void;
  /** Whether stdout and stderr are terminals. */
  readonly dataIsTerminal: boolean;
  readonly newsIsTerminal: boolean;
  /** Columns of the terminal on stdout; 80 where it is none. */
  readonly columns: number;
  /** Colours for stdout and for stderr. */
  readonly dataPaint: Paint;
  readonly newsPaint: Paint;
}

/** The process that started us. */
export interface Parent {
  /** The program's name (`bash`, `fish`), or `undefined` where it cannot be told. */
  name(): Promise<string | undefined>;
}

/** An access key with its secret; with a token if it is temporary. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Where and as whom to call AWS. Endpoint and region are always explicit: the SDK mixes profiles. */
export interface Connection {
  /** The service's address, such as `https://sts.us-west-2.amazonaws.com`. */
  readonly endpoint: string;
  /** The region to sign for. */
  readonly region: string;
  readonly credentials: Credentials;
  /** AWS's clock less this machine's, in milliseconds, as far as it is known. */
  readonly clockOffset: number;
}

/** A call that AWS, or something in its place, did not grant. `aws/refusals.ts` puts it in words. */
export interface AwsRefusal {
  /** `refused`: AWS answered no. `unreachable`: no answer. `not-aws`: an answer, but not AWS's. */
  readonly kind: "refused" | "unreachable" | "not-aws";
  /** AWS's error code, such as `AccessDenied`, or the network's, such as `ECONNREFUSED`. */
  readonly code: string;
  readonly message: string;
  /** The HTTP status, if there was an answer. */
  readonly status: number | undefined;
  readonly clockOffset: number | undefined;
}

/**
 * The answer to a call: granted or not. A refusal is an ordinary answer, not an exception. The offset is
 * AWS's clock less this machine's, in milliseconds, by the `Date` header; good to a second.
 */
export type AwsResult<T> =
  | { readonly granted: true; readonly value: T; readonly clockOffset: number | undefined }
  | ({ readonly granted: false } & AwsRefusal);

/** What sts:GetSessionToken issues. */
export interface IssuedSession {
  readonly credentials: Required<Credentials>;
  /** Milliseconds since the epoch, by AWS's clock. */
  readonly expires: number;
}

/** AWS Security Token Service. Nothing is sent twice unless AWS cannot have looked at the code. */
export interface Sts {
  getSessionToken(
    connection: Connection,
    request: { readonly serial: string; readonly code: string; readonly durationSeconds: number },
  ): Promise<AwsResult<IssuedSession>>;
}

/** An MFA device as iam:ListMFADevices lists it. */
export interface ListedDevice {
  readonly serial: string;
  readonly user: string;
}

/** AWS Identity and Access Management. */
export interface Iam {
  /** The MFA devices of the caller, security keys included, in AWS's order; all pages. */
  listMfaDevices(connection: Connection): Promise<AwsResult<readonly ListedDevice[]>>;
}

/** All of the outside world that a command is handed. What is dear to load is a function that loads it. */
export interface Context extends SecretPorts {
  readonly environment: Environment;
  readonly home: string;
  /** As `process.platform` names it. */
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
  readonly run: () => Promise<Run>;
  /** Says a decision or a timing when `--debug` is given; never a secret. */
  readonly debug: (message: string) => void;
}
