import { describe, expect, it, vi } from "vitest";
import { KEY, onTerminal, type Pty } from "../support/pty.ts";
import { homeOf, MEMORY, type Question, QUESTIONS, running } from "../support/questions.ts";
import type { Sandbox } from "../support/sandbox.ts";
import { which } from "../support/tools.ts";

/** Every question, broken off in every way: the status, the terminal, the files, the processes. */

const onLinux = process.platform === "linux";
const ROWS = QUESTIONS.map((question) => [question.title, question] as const);
/** Whatever a line of the shell ends with, and the terminal before and after it; none of it in the home. */
const judged = (line: string): string =>
  `trap : INT; stty -g >../before; ${line}; echo $? >../status; stty -g >../after; exec stty -g >/dev/null`;

const LONG = { timeout: 15_000, interval: 15 };

interface Asked {
  readonly box: Sandbox;
  readonly pty: Pty;
  /** What is to be as it was when the question stood there. */
  readonly state: () => unknown;
  readonly before: unknown;
}

/** @param passedOver files that may become others */
async function asked(
  question: Question,
  line = question.command,
  passedOver: readonly string[] = [],
): Promise<Asked> {
  const box = await question.box();
  const pty = onTerminal(box, judged(line));
  await pty.waitFor(question.text);
  await question.lead?.(pty, box);
  const state = () => [
    Object.entries(homeOf(box)).filter(([path]) => !passedOver.some((file) => path.endsWith(file))),
    box.world.requests.length,
  ];
  return { box, pty, state, before: state() };
}

function cursorShown(pty: Pty): boolean {
  const bytes = pty.bytes();
  return bytes.lastIndexOf("\u001b[?25h") >= bytes.lastIndexOf("\u001b[?25l");
}

async function expectEnd({ box, pty, state, before }: Asked, status: number): Promise<void> {
  await pty.exit();
  expect(box.get("../status")).toBe(`${status}\n`);
  expect(box.get("../after")).toBe(box.get("../before"));
  expect(cursorShown(pty)).toBe(true);
  expect(state()).toEqual(before);
  expect(running(box)).toEqual([]);
}

describe.skipIf(!onLinux).each(ROWS)("a question: %s (Linux)", (_title, question) => {
  it("Ctrl-C: 130", async () => {
    const at = await asked(question);
    at.pty.type(KEY.ctrlC);
    await expectEnd(at, 130);
  });
  it("Esc and at once Ctrl-C: 130", async () => {
    const at = await asked(question);
    at.pty.type(`\u001b${KEY.ctrlC}`);
    await expectEnd(at, 130);
  });
  it(`Ctrl-D: ${question.givenUp}`, async () => {
    const at = await asked(question, question.command, question.remembered ? [MEMORY] : []);
    at.pty.type(KEY.ctrlD);
    await expectEnd(at, question.givenUp);
  });
  it.each([
    ["SIGTERM", 143],
    ["SIGHUP", 129],
    ["SIGINT", 130],
  ] as const)("%s: %i", async (signal, status) => {
    const at = await asked(question);
    await at.pty.signal(signal, "child");
    await expectEnd(at, status);
  });
  it("SIGTERM twice: 143", async () => {
    const at = await asked(question);
    await at.pty.signal("SIGTERM", "child");
    await at.pty.signal("SIGTERM", "child").catch(() => undefined);
    await expectEnd(at, 143);
  });
  it.each(["<&-", "</dev/null", ">&-", "</dev/null >/dev/null 2>../err", "<&- >&- 2>&-"])(
    "is asked all the same: %s, Ctrl-C: 130",
    async (redirected) => {
      const at = await asked(question, `${question.command} ${redirected}`);
      at.pty.type(KEY.ctrlC);
      await expectEnd(at, 130);
    },
  );
  it.each([
    ["the shell is told", ""],
    ["nobody is told", "trap '' HUP; "],
  ])("the terminal goes away, %s", async (_, trap) => {
    const box = await question.box();
    const pty = onTerminal(box, `${trap}${question.command}; echo $? >../status`);
    await pty.waitFor(question.text);
    await question.lead?.(pty, box);
    const before = [homeOf(box), box.world.requests.length];
    pty.vanish();
    await vi.waitUntil(() => running(box).length === 0, LONG);
    expect([homeOf(box), box.world.requests.length]).toEqual(before);
    const statuses = trap === "" ? [undefined] : [`129\n`, `${question.givenUp}\n`];
    expect(statuses).toContain(box.get("../status"));
  });
});

const PLAIN = ROWS.filter(([, { command }]) => !command.startsWith("eval"));
const FIRST = PLAIN.filter(([, { lead }]) => lead === undefined);

describe.skipIf(!onLinux || which("bash") === undefined)(
  "jobs of an interactive shell (bash, Linux)",
  () => {
    const interactive = (box: Sandbox): Pty =>
      onTerminal(box, ["bash", "--norc", "--noprofile", "-i"], {
        env: { PS1: "$ ", HISTFILE: undefined },
      });

    it.each(FIRST)("in the background: %s", async (_title, { box: make, command, unasked }) => {
      const box = await make();
      const before = homeOf(box);
      const pty = interactive(box);
      pty.enter(`unset HISTFILE; ${command} 2>../err & wait $!; echo $? >../status; exit`);
      await pty.exit();
      expect(box.get("../status")).toBe(`${unasked}\n`);
      expect([homeOf(box), running(box)]).toEqual([before, []]);
    });

    it.each(PLAIN.filter(([, { text }]) => text !== "PIN:"))(
      "left behind, with the terminal taken by the shell: %s",
      async (_title, { box: make, command, text, lead, remembered }) => {
        const box = await make();
        const pty = interactive(box);
        const waits = "until [ -e ../go ]; do sleep 0.05; done";
        pty.enter(
          `unset HISTFILE; sh -c '(${command} 2>../err; echo $? >../status) & ${waits}'; echo left$?`,
        );
        await pty.waitFor(text);
        await lead?.(pty, box);
        const before = homeOf(box);
        box.put("../go", "");
        await pty.waitFor("left0");
        // It notices with a key, which is the shell's, unless that is the quicker one.
        const over = (): boolean => {
          pty.enter("");
          return running(box).length === 1;
        };
        await vi.waitUntil(over, { ...LONG, interval: 100 });
        expect(box.get("../err")).not.toMatch(/node:|^ {4}at /m);
        expect(box.get("../status")).toBe(`${remembered === true ? 0 : 129}\n`);
        expect(homeOf(box)).toEqual(before);
      },
    );

    it.each(PLAIN)(
      "put aside, taken up, once by way of the background, then Ctrl-C: %s",
      async (_title, question) => {
        const { command, text, leadsTo = text } = question;
        const box = await question.box();
        const pty = interactive(box);
        let seen = 0;
        /** Waits for what the terminal shows after what was waited for before. */
        const next = async (what: string): Promise<void> => {
          const at = (): number => pty.bytes().indexOf(what, seen);
          await vi.waitUntil(() => at() >= 0, LONG);
          seen = at() + what.length;
        };
        await next("$ ");
        pty.enter(`unset HISTFILE; set -b; stty -g >../before; ${command}`);
        await next(command);
        await next(text);
        await question.lead?.(pty, box);
        seen = pty.bytes().length;
        const before = homeOf(box);
        for (const background of [false, false, true]) {
          pty.type(KEY.ctrlZ);
          await next("Stopped");
          await next("$ ");
          expect(cursorShown(pty)).toBe(true);
          if (background) {
            // It may not ask from there: the system stops it until it is taken up.
            pty.enter("bg");
            await next("&");
            await next("Stopped");
          }
          pty.enter("fg");
          // A program of the user does not ask anew.
          if (text !== "PIN:") await next(leadsTo);
          await vi.waitUntil(() => !running(box).some((line) => line.startsWith("T")), LONG);
        }
        pty.type(KEY.ctrlC);
        await next("$ ");
        pty.enter("echo $? >../status; stty -g >../after; exit");
        await pty.exit();
        expect(box.get("../status")).toBe("130\n");
        expect(box.get("../after")).toBe(box.get("../before"));
        expect([homeOf(box), running(box)]).toEqual([before, []]);
      },
    );
  },
);
