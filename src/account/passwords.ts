/** The old and the new password as they are given: piped, or asked for where nobody sees them. */
import { type PersonPorts, askHidden, nobodyToAsk } from "../dialogs/person.ts";
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";

/** A password and the one that takes its place. */
export interface Passwords {
  readonly old: string;
  readonly new: string;
}

const PIPE = "pipe them as two lines, the old one first, or run it on a terminal";

/**
 * Two lines of standard input if something is piped to it, else what is typed, hidden, the new one twice.
 * @param whose the profile, for the question
 * @throws AwsmfaError `bad-password`, `no-terminal` where nobody can be asked, `interrupted`
 */
export async function givenPasswords(
  whose: string,
  ports: PersonPorts & Pick<Context, "input">,
): Promise<Passwords> {
  if (ports.input.piped()) return inLines((await ports.input.whole()) ?? "");
  const nobody = await nobodyToAsk(ports);
  if (nobody !== undefined)
    throw new AwsmfaError("no-terminal", `nobody can be asked for the passwords: ${nobody}`, PIPE);
  const old = await asked(`Old console password of ${whose}:`, ports, (answer) =>
    flawOf(answer, "old"),
  );
  const other = await asked("New password:", ports, (answer) =>
    answer === old ? "that is the old one" : flawOf(answer, "new"),
  );
  await asked("New password again:", ports, (answer) =>
    answer === other ? undefined : "the two differ",
  );
  return { old, new: other };
}

async function asked(
  message: string,
  ports: PersonPorts,
  flaw: (answer: string) => string | undefined,
): Promise<string> {
  const answer = await askHidden({ message, check: async (text) => flaw(text) }, ports);
  if (answer !== undefined) return answer;
  throw bad("no password was entered; nothing was changed", "awsmfa password");
}

function inLines(bytes: string): Passwords {
  const text = Buffer.from(bytes, "latin1")
    .toString("utf8")
    .replace(/^\ufeff/, "");
  const lines = text.replace(/\r?\n$/, "").split(/\r?\n/);
  const [old = "", other = ""] = lines;
  if (lines.length !== 2)
    throw bad(
      `standard input has ${text === "" ? "no line" : lines.length === 1 ? "one line" : `${lines.length} lines`}, and takes two`,
      PIPE,
    );
  const flaw = flawOf(old, "old") ?? flawOf(other, "new");
  if (flaw !== undefined) throw bad(flaw, PIPE);
  if (old === other) throw bad("the new password is the old one", PIPE);
  return { old, new: other };
}

/** Why AWS would not even look at it (IAM API reference, ChangePassword: 1 to 128 characters of Latin-1). */
function flawOf(password: string, which: string): string | undefined {
  if (password === "") return `the ${which} password is empty`;
  if (password.length > 128) return `the ${which} password has more than 128 characters`;
  return /^[\t\u0020-\u00ff]+$/.test(password)
    ? undefined
    : `the ${which} password has a character that AWS does not take`;
}

function bad(message: string, hint: string): AwsmfaError {
  return new AwsmfaError("bad-password", message, hint);
}
