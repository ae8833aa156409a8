/** The arguments that the fast path understands. */

/** A command line of the fast path. */
export interface Asked {
  readonly command: "env" | "process" | "prompt" | "version";
  readonly profile?: string;
  readonly shell?: string;
  readonly json: boolean;
  readonly asProfile: boolean;
  readonly unset: boolean;
}

/** Options that take the word after them, and options that are said by themselves, by command. */
const VALUES: ReadonlyMap<string, "profile" | "shell"> = new Map([
  ["--profile", "profile"],
  ["-p", "profile"],
  ["--shell", "shell"],
]);
const FLAGS: ReadonlyMap<string, "json" | "asProfile" | "unset"> = new Map([
  ["--json", "json"],
  ["--as-profile", "asProfile"],
  ["--unset", "unset"],
]);

/**
 * What the arguments ask for, or `undefined` for whatever is not plainly one of the few forms: an option
 * twice, joined to its value, without one, unknown, before the command. What each form means is commander's
 * to say; here are only those that mean the same by any reading.
 */
export function askedOf(words: readonly string[]): Asked | undefined {
  const [command, ...rest] = words;
  const none = { json: false, asProfile: false, unset: false };
  if ((command === "--version" || command === "-V") && rest.length === 0)
    return { command: "version", ...none };
  if (command === "env") return optionsOf(rest, { command, ...none });
  if (command === "credential-process") {
    const asked = optionsOf(rest, { command: "process", ...none });
    return asked?.asProfile || asked?.unset || asked?.shell !== undefined ? undefined : asked;
  }
  if (command !== "status" || rest.filter((word) => word === "--prompt").length !== 1)
    return undefined;
  const asked = optionsOf(
    rest.filter((word) => word !== "--prompt"),
    { command: "prompt", ...none },
  );
  return asked?.json || asked?.asProfile || asked?.unset || asked?.shell !== undefined
    ? undefined
    : asked;
}

function optionsOf(words: readonly string[], base: Asked): Asked | undefined {
  const asked: { -readonly [Key in keyof Asked]: Asked[Key] } = { ...base };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    const [flag, value] = [FLAGS.get(word), VALUES.get(word)];
    const next = words[at + 1];
    if (flag !== undefined && !asked[flag]) asked[flag] = true;
    else if (
      value === undefined ||
      asked[value] !== undefined ||
      next === undefined ||
      next.startsWith("-")
    )
      return undefined;
    else {
      asked[value] = next;
      at += 1;
    }
  }
  return asked;
}
