/** The names of profiles, and the section headers of the config file that stand for them. */

/**
 * The profile that a header of the config file stands for, or `undefined` where it is another kind of
 * section. As botocore's `build_profile_map`: `default`, or what begins with `profile` and has two words.
 * @param name what stands between the brackets
 */
export function profileOfConfigSection(name: string): string | undefined {
  return name.startsWith("profile") ? secondWord(name) : name === "default" ? name : undefined;
}

/**
 * The name of a `[services name]` section of the config file, or `undefined` where it is another kind.
 * @param name what stands between the brackets
 */
export function servicesNameOf(name: string): string | undefined {
  return name.startsWith("services") ? secondWord(name) : undefined;
}

/**
 * The header of the config file for a profile, as `aws configure set` writes it: bare where that reads
 * back as the same name, else in single quotes (Python's `shlex.quote`).
 */
export function configSectionOf(profile: string): string {
  if (profile === "default") return profile;
  const bare = `profile ${profile}`;
  if (profileOfConfigSection(bare) === profile) return bare;
  return `profile '${profile.replaceAll("'", `'"'"'`)}'`;
}

/** Whether every reader of the files gives a name back as it was written: stricter than they are. */
export function isPlainName(name: string): boolean {
  return (
    /^[^\s[\]#;"'\\-][^[\]\p{Cc}"'\\]*$/u.test(name) && name.trim() === name && name !== "DEFAULT"
  );
}

function secondWord(name: string): string | undefined {
  const words = shellWords(name);
  return words?.length === 2 ? words[1] : undefined;
}

const WORD = /(?:[^ \t\r\n\\'"]|\\[^]|'[^']*'|"(?:[^"\\]|\\[^])*")+/y;
const BLANKS = /[ \t\r\n]*/y;

/** The words of a line as Python's `shlex.split` finds them, or `undefined` where a quote is left open. */
function shellWords(line: string): string[] | undefined {
  const words: string[] = [];
  let at = skip(BLANKS, line, 0);
  while (at < line.length) {
    const end = skip(WORD, line, at);
    // An open quote, or a backslash at the end, ends the word before it and begins none.
    if (end === at) return undefined;
    words.push(unquoted(line.slice(at, end)));
    at = skip(BLANKS, line, end);
  }
  return words;
}

function skip(pattern: RegExp, line: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(line)?.[0].length ?? 0);
}

function unquoted(word: string): string {
  return word.replace(
    /\\([^])|'([^']*)'|"((?:[^"\\]|\\[^])*)"/g,
    (_, plain, single, double) => plain ?? single ?? double.replace(/\\(["\\])/g, "$1"),
  );
}
