/** pinentry, GnuPG's dialog for secrets: a dialogue in lines over its standard input and output (Assuan manual; pinentry manual, 3 Protocol). */
import { type Dialog, type DialogAnswer, type DialogQuestion, LIMIT, TITLE } from "./dialog.ts";
import { forPrograms } from "../profiles/for-programs.ts";

/** How much longer than its own limit the program may take to close, in milliseconds. */
const LATE = 10_000;

/** Numbers of errors, the lower 16 bits of those in `ERR` lines (libgpg-error, err-codes.h). */
const ERROR = { timeout: 62, cancelled: 99, fullyCancelled: 198 } as const;

/** The dialog `pinentry`. It always hides what is typed. */
export const pinentry: Dialog = {
  name: "pinentry",
  // `pinentry` is whichever the system or the user has chosen.
  programs: (platform) =>
    platform === "win32"
      ? []
      : platform === "darwin"
        ? ["pinentry-mac", "/opt/homebrew/bin/pinentry-mac", "/usr/local/bin/pinentry-mac"]
        : ["pinentry", "pinentry-gnome3", "pinentry-qt", "pinentry-gtk-2"],
  async ask(program, question, ports) {
    const talk = conversation(question);
    const run = await ports.run();
    const { why } = await run({
      command: [program],
      environment: forPrograms(ports.environment),
      // Closing its input does not close its window, and it wants its input open until the answer.
      reply: talk.reply,
      stderr: "dropped",
      mayAsk: false,
      limit: LIMIT + LATE,
      ...(question.signal === undefined ? {} : { signal: question.signal }),
    });
    return why === "limit" ? { why } : talk.answer();
  },
};

/** Our side of the dialogue: a command for every `OK`, until there is an answer. */
function conversation(question: DialogQuestion): {
  readonly reply: (line: string) => string | undefined;
  readonly answer: () => DialogAnswer;
} {
  const commands = [
    "GETINFO flavor",
    // As gpg-agent does by default (gpg-agent manual, --grab).
    "OPTION no-grab",
    `SETTITLE ${TITLE}`,
    `SETDESC ${encoded(question.message)}`,
    `SETPROMPT ${labelOf(question.message)}`,
    ...(question.objection === undefined ? [] : [`SETERROR ${encoded(question.objection)}`]),
    `SETTIMEOUT ${LIMIT / 1000}`,
    "GETPIN",
  ];
  let [asked, data] = ["", ""];
  let answer: DialogAnswer = { why: "unopened" };
  const next = (): string => {
    asked = commands.shift() ?? "BYE";
    data = "";
    return `${asked}\n`;
  };
  const over = (end: DialogAnswer): string => {
    answer = end;
    commands.length = 0;
    return next();
  };
  const reply = (line: string): string | undefined => {
    const [word = "", number = ""] = line.split(" ", 2);
    if (word === "D") data += decoded(line.slice(2));
    // What it says beside (comments, status) and after the end needs no reply.
    if (asked === "BYE" || (word !== "OK" && word !== "ERR")) return undefined;
    if (asked === "GETPIN") return over(word === "OK" ? { text: data } : { why: whyOf(number) });
    // It falls back to a terminal where it has no display, and there is no terminal.
    if (asked === "GETINFO flavor" && /(^|:)(curses|tty)$/.test(data)) return over(answer);
    return next();
  };
  return { reply, answer: () => answer };
}

function whyOf(number: string): "cancelled" | "limit" | "unopened" {
  const code = Number(number) & 0xffff;
  if (code === ERROR.timeout) return "limit";
  return code === ERROR.cancelled || code === ERROR.fullyCancelled ? "cancelled" : "unopened";
}

/** Its field has a label, and the GNOME one shows it as a heading. */
function labelOf(message: string): string {
  const [word = "answer"] = /passphrase|password|code|PIN/i.exec(message) ?? [];
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}:`;
}

/** As text stands in a line (Assuan manual, 2.3): percent, carriage return and line feed encoded. */
function encoded(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** Programs encode bytes that would be control characters or percent; all else is UTF-8 as it is. */
function decoded(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
