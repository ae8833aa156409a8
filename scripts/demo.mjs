// The demo: the real program against a local AWS and in a disposable home. First act: from login to logout;
// second act: a new user, from the CSV file of the console to a session.
// It touches no file of yours and no network but loopback, and leaves nothing behind.
import { linesOf, onTerminal, screenOf } from "./demo/terminal.mjs";
import { setStage } from "./demo/stage.mjs";

const live = process.stdout.isTTY && process.env["TERM"] !== "dumb";
const colour = live && !process.env["NO_COLOR"];
const columns = Math.max(live ? process.stdout.columns || 80 : 100, 40);

const paint = (/** @type {number} */ style, /** @type {string} */ text) =>
  colour ? `\u001b[${style}m${text}\u001b[0m` : text;
const say = (text = "") => void process.stdout.write(`${text}\n`);
const note = (/** @type {string} */ text) => say(paint(2, `  ${text}`));
let steps = 0;
const step = (/** @type {string} */ text) => say(`\n${paint(1, `${++steps}. ${text}`)}`);

for (const [signal, status] of /** @type {const} */ ([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
]))
  // Not once: a second Ctrl-C must not end the process in the midst of cleaning up.
  process.on(signal, () => {
    if (live) process.stdout.write("\u001b[?25h\n");
    process.exit(status);
  });

/** @type {import("./demo/stage.mjs").Stage | undefined} */
let opened;
try {
  if (process.platform === "win32") throw new Error("it needs a POSIX shell, sh");
  const started = performance.now();
  opened = await setStage({ colour });
  await play(opened);
  await playNewUser(opened);
  await opened.close();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  say(`\n${paint(32, "✔")} done in ${seconds} s; the home folders and the local AWS are gone`);
} catch (error) {
  say(
    `\n${paint(31, "✘")} the demo failed: ${error instanceof Error ? error.message : String(error)}`,
  );
  process.exitCode = 1;
  await opened?.close();
}

/** @param {import("./demo/stage.mjs").Stage} stage */
async function play(stage) {
  const shown = { started: 0 };

  const type = typist(stage.environment, stage.home);
  const calls = () => {
    const fresh = stage.calls().slice(shown.started);
    shown.started += fresh.length;
    return fresh;
  };

  say(paint(1, "First act: awsmfa, from login to logout"));
  note(`The home folder is a new one, ${stage.home}.`);
  note(
    `AWS is a program on this machine, ${stage.url}: it checks signatures and codes as AWS does.`,
  );
  note("The keys are those of AWS's documentation. The real AWS is not reached.");

  step("The files of a new user: an access key, a profile, and remarks of their own");
  await type("cat .aws/credentials");
  await type("cat .aws/config");

  step("Log in: the profile and the device are found out, the code is typed");
  const typed = (/** @type {string} */ text) => (live ? undefined : say(text));
  await type("awsmfa login", {
    answers: [
      { question: "MFA code for", keys: stage.code, typed },
      { question: "Save it?", keys: () => "n", typed },
    ],
  });
  note("Yes would have added one line to the profile, so that the device need not be looked up.");
  note(`AWS was asked: ${calls().join(", ")}`);
  await type("grep -h '^\\[' .aws/credentials .aws/config");

  step("Where things stand");
  await type("awsmfa status");

  step("Put the session into a shell, and call AWS with an SDK that knows nothing of awsmfa");
  const who = await type("eval $(awsmfa env) && node whoami.mjs");
  must(who.includes(":user/mfa.user"), "AWS did not know the session");
  const asked = calls();
  note(`AWS was asked: ${asked.join(", ")}`);
  must(asked.join() === "sts:GetCallerIdentity", "env asked AWS although the session is fresh");

  step("Log in once more: the session is fresh, so no code is needed");
  await type("awsmfa login");
  must(calls().length === 0, "a fresh session was renewed");
  note("AWS was not asked.");

  step("Log out");
  await type("awsmfa logout --profile mfa.user-identity");

  step("Compare AWS's files with what they were, byte for byte");
  for (const { name, bytes, same } of stage.compare()) {
    say(
      `${same ? paint(32, "✔") : paint(31, "✘")} .aws/${name}: ${bytes} bytes, ${same ? "the same" : "not the same"}`,
    );
    must(same, `.aws/${name} is not what it was`);
  }
}

/** @param {import("./demo/stage.mjs").Stage} stage */
async function playNewUser({ newcomer, scan }) {
  const type = typist(newcomer.environment, newcomer.home);
  say(paint(1, "\nSecond act: a new user, who was given a file and has a phone"));
  note(`The home folder is another new one, ${newcomer.home}.`);
  note("A policy denies this user nearly everything without MFA, and there is no MFA device yet.");

  step("All that there is: the file that the console gave with the access key");
  await type("cat accessKeys.csv");

  step("From the file to a session, in one command; the phone scans the screen");
  const enter = { keys: () => "" };
  const typed = (/** @type {string} */ text) => (live ? undefined : say(text));
  const screen = await type("awsmfa setup accessKeys.csv", {
    answers: [
      { question: "Name of its profile", ...enter },
      { question: "Region of", keys: () => "us-west-2" },
      { question: "Code that the app shows then:", keys: scan, typed },
      { question: "Delete accessKeys.csv?", ...enter },
    ],
  });
  must(
    screen.includes("is denied without MFA, and allowed with the session"),
    "no working session",
  );

  step("The session works, and the file is gone");
  await type("awsmfa status && ls");
}

/**
 * Runs command lines as if they had been typed, and gives back what the screen shows of each.
 * @param {Readonly<Record<string, string>>} environment
 * @param {string} folder
 */
function typist(environment, folder) {
  return async (
    /** @type {string} */ command,
    /** @type {Pick<Parameters<typeof onTerminal>[1], "answers">} */ options = {},
  ) => {
    say(`${paint(36, "$")} ${command}`);
    const screen = screenOf(columns, 40);
    const status = await onTerminal(command, {
      screen,
      environment,
      folder,
      ...(live ? { live: (data) => void process.stdout.write(data) } : {}),
      ...options,
    });
    const text = linesOf(screen).join("\n").trimEnd();
    if (!live && text !== "") say(text);
    must(status === 0, `${command} ended with status ${status}`);
    return text;
  };
}

/** @param {boolean} condition @param {string} otherwise */
function must(condition, otherwise) {
  if (!condition) throw new Error(otherwise);
}
