/** The passphrase of the age file: from a program, for machines; else from the terminal. */
import { askHidden, nobodyToAsk } from "../dialogs/person.ts";
import { AwsmfaError } from "../errors.ts";
import type { StorePorts } from "./secret-store.ts";
import { forPrograms } from "../profiles/for-programs.ts";

const VARIABLE = "AWSMFA_PASSPHRASE_COMMAND";
/** How long the program may take, in milliseconds: it may ask somebody. */
const LIMIT = 60_000;
/** Below this a passphrase is found by trying, however slow a try is. */
const LEAST = 8;

/** Why the passphrase cannot be had, as the end of a sentence, or `undefined`. Asks nothing. */
export async function passphraseObstacle(ports: StorePorts): Promise<string | undefined> {
  if (ports.environment["AWSMFA_PASSPHRASE_COMMAND"]) return undefined;
  const nobody = await nobodyToAsk(ports);
  return nobody === undefined
    ? undefined
    : `nobody can be asked for the passphrase of the age file, and ${VARIABLE} is not set: ${nobody}`;
}

/**
 * The passphrase that opens the file.
 * @param opens tries one; on the terminal it is asked for until one does
 * @throws AwsmfaError `store-unusable`, `interrupted`
 */
export async function passphraseThat(
  opens: (passphrase: string) => Promise<boolean>,
  ports: StorePorts,
): Promise<string> {
  const printed = await fromProgram(ports);
  if (printed !== undefined) {
    if (await opens(printed)) return printed;
    throw unusable(
      `what ${VARIABLE} printed is not the passphrase of the age file`,
      "look at what it prints",
    );
  }
  return asked("Passphrase of the age file:", ports, async (answer) =>
    (await opens(answer)) ? undefined : "that is not the passphrase",
  );
}

/** A passphrase for a new file, typed twice. @throws AwsmfaError `store-unusable`, `interrupted` */
export async function newPassphrase(ports: StorePorts): Promise<string> {
  const printed = await fromProgram(ports);
  if (printed !== undefined) {
    if (printed.length >= LEAST) return printed;
    throw unusable(
      `what ${VARIABLE} printed has less than ${LEAST} characters`,
      "a longer passphrase: whoever has the file can try short ones",
    );
  }
  const first = await asked("New passphrase for the age file:", ports, async (answer) =>
    answer.length < LEAST ? `at least ${LEAST} characters; four or five words are good` : undefined,
  );
  await asked("The same passphrase again:", ports, async (answer) =>
    answer === first ? undefined : "the two differ",
  );
  return first;
}

async function asked(
  message: string,
  ports: StorePorts,
  check: (answer: string) => Promise<string | undefined>,
): Promise<string> {
  const obstacle = await passphraseObstacle(ports);
  const hint = `run it on a terminal, or set ${VARIABLE} to a command that prints the passphrase`;
  if (obstacle !== undefined) throw unusable(obstacle, hint);
  const answer = await askHidden({ message, check }, ports);
  if (answer === undefined) throw unusable("no passphrase was entered", hint);
  return answer;
}

/** The first line that the program prints; what it prints is never shown. */
async function fromProgram(ports: StorePorts): Promise<string | undefined> {
  const environment = forPrograms(ports.environment);
  const command = environment["AWSMFA_PASSPHRASE_COMMAND"];
  if (!command) return undefined;
  const mayAsk = (await ports.terminal.unusable()) === undefined;
  const run = await ports.run();
  const ended = await run({ command, environment, stderr: "ours", mayAsk, limit: LIMIT });
  const { why, status, killedBy, stdout } = ended;
  ports.debug(`${VARIABLE}: ${why === "itself" ? `status ${status ?? killedBy}` : why}`);
  const hint = `try it: sh -c "$${VARIABLE}"`;
  if (mayAsk && (killedBy === "SIGINT" || status === 130))
    throw new AwsmfaError("interrupted", "interrupted");
  if (why !== "itself") throw unusable(`${VARIABLE} did not end well (${why})`, hint);
  if (status !== 0) throw unusable(`${VARIABLE} failed with status ${status ?? killedBy}`, hint);
  const [line = ""] = stdout.split(/\r?\n/, 1);
  if (line === "") throw unusable(`${VARIABLE} printed nothing`, hint);
  return line;
}

function unusable(sentence: string, hint: string): AwsmfaError {
  return new AwsmfaError("store-unusable", sentence, hint);
}
