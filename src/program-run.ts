/** The door to commander: reads the command line by the table of `program.ts`, runs the command, says its result. */
import { Command as Built, CommanderError, Help } from "commander";
import { AwsmfaError } from "./errors.ts";
import type { Context } from "./ports.ts";
import { GROUPS, HERE, ROWS } from "./program.ts";
import { checkTopic, unknownCommand, usageError } from "./program-errors.ts";
import { askedForHelp, bareWords, groupNamed, rowOf } from "./program-names.ts";
import type { Group, Line, Row, Status } from "./program-row.ts";
import {
  BRIEF_LINE,
  SILENT,
  addCommonOptions,
  argumentsOf,
  commandOptions,
  contextOptions,
  isListed,
  jsonText,
} from "./program-options.ts";
import { withOptions } from "./program-hints.ts";
import type { ContextOptions } from "./context.ts";
import { lastValue } from "./words/arguments.ts";

/** What the program is run with. */
export interface Run {
  /** The arguments, without Node and the script. */
  readonly arguments: readonly string[];
  readonly context: (options: ContextOptions) => Context;
  /** The text of `--version`. */
  readonly version: string;
}

/** What may follow `awsmfa help`. */
const FIRST_WORDS = new Set(ROWS.map(({ name }) => name.split(" ")[0] ?? ""));

/**
 * Runs the command that the arguments name. @returns the exit status, or the code of an error that has it
 * @throws AwsmfaError `usage` for a wrong command line, else what the command throws
 */
export async function runProgram(given: Run): Promise<Status> {
  const run = { ...given, arguments: askedForHelp(given.arguments) };
  let status: Status = 0;
  const acting = async (row: Row, command: Built): Promise<void> => {
    status = await act(row, command, run);
  };
  const line = await lineFor(run);
  const program = built(
    new Built("awsmfa").usage("[command] [options]"),
    HERE,
    run,
    line,
  ).enablePositionalOptions();
  program.action(async () => {
    if (program.args.length > 0) throw unknownCommand(program);
    await acting(HERE, program);
  });
  program.argument("[command]").allowExcessArguments().helpCommand(true);
  const named = rowOf(run.arguments);
  for (const row of ROWS) {
    const [name = "", group] = row.name.split(" ").toReversed();
    const parent = group === undefined ? program : groupOf(program, group, run, line);
    const command = parent.command(name).description(row.summary).allowExcessArguments(false);
    // The others are only listed: to build their options takes time at every start.
    if (row === named) built(command, row, run, line).action(() => acting(row, command));
  }
  try {
    await program.parseAsync([...run.arguments], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Its exit code is no guide: the one that the process has is preset to 1.
    if (error.code === "commander.help") checkTopic(bareWords(run.arguments), FIRST_WORDS);
    if (!/^commander\.(?:help|version)/.test(error.code))
      throw usageError(error.message, (named ?? groupNamed(run.arguments))?.name ?? "");
  }
  return status;
}

/** The group of that name, added with the first of its commands. By itself it does nothing. */
function groupOf(program: Built, name: string, run: Run, line: Line): Built {
  const known = program.commands.find((command) => command.name() === name);
  if (known !== undefined) return known;
  const group = program.command(name);
  const row = GROUPS.find((each) => each.name === name);
  if (row === undefined) return group;
  group.description(row.summary);
  if (row !== groupNamed(run.arguments)) return group;
  built(group, row, run, line).enablePositionalOptions().helpCommand(true);
  group.usage("[command] [options]").argument("[command]").allowExcessArguments();
  return group.action(() => {
    if (group.args.length > 0) throw unknownCommand(group);
    const names = group.commands.map((command) => command.name());
    throw new AwsmfaError(
      "usage",
      `${name} takes one of: ${names.join(", ")}`,
      `awsmfa ${name} --help`,
    );
  });
}

function built(command: Built, row: Row | Group, run: Run, line: Line): Built {
  command
    .description(row.summary)
    .exitOverride()
    .configureOutput({ writeOut: (text) => outputOf(run).data(text), writeErr: () => undefined });
  row.options(command);
  addCommonOptions(command, run.version);
  command.configureHelp({
    formatHelp: (of, help) => shortHelp(of, help, "load" in row && row !== HERE),
  });
  return command.addHelpText("after", `\nExamples:\n${examplesOf(row, line).join("\n")}`);
}

function examplesOf({ examples }: Row | Group, line: Line): string[] {
  const rows = typeof examples === "function" ? examples(line) : examples;
  const width = Math.max(...rows.map(([text]) => text.length));
  return rows.map(([text, meaning]) => `  ${text.padEnd(width)}  ${meaning}`);
}

/** Which shell is at hand is looked up for the help that says it: nobody else pays for it. */
async function lineFor(run: Run): Promise<Line> {
  const { examples } = rowOf(run.arguments) ?? groupNamed(run.arguments) ?? HERE;
  const isHelp = run.arguments.some((word) => /^(?:help|--help|-[a-zA-Z]*h)$/.test(word));
  if (!isHelp || typeof examples !== "function") return (command) => command;
  const { shellFor } = await import("./sessions/shell-here.ts");
  const [context, named] = [run.context(SILENT), lastValue(run.arguments, "--shell")];
  const here = { json: false };
  const wanted = named === undefined ? here : { ...here, shell: named };
  const shell = await shellFor(wanted, context).catch(() => shellFor(here, context));
  return (command) => shell.line(command);
}

/** A help that fits a screen. What it leaves out stays known to commander, which suggests from it. */
function shortHelp(command: Built, help: Help, brief: boolean): string {
  const short = Object.create(help) as Help;
  short.visibleCommands = (of) => [...of.commands];
  if (brief) short.visibleOptions = (of) => help.visibleOptions(of).filter(isListed);
  const text = new Help().formatHelp(command, short).trimEnd();
  return `${text}\n${brief ? `${BRIEF_LINE}\n` : ""}`;
}

/** For help and version: straight to the descriptor, so that `awsmfa --help | head -1` is no error. */
function outputOf(run: Run): Context["output"] {
  return run.context(SILENT).output;
}

/** @returns the exit status, or the code of an error that has it */
async function act(row: Row, command: Built, run: Run): Promise<Status> {
  const values = valuesOf(command);
  const context = run.context(contextOptions(values));
  context.debug(`${["awsmfa", row.name].join(" ").trim()}: ${run.version}`);
  const { run: execute, words, json, after } = await row.load();
  const options = { ...commandOptions(values), ...argumentsOf(command) };
  const result = await execute(options as never, context).catch((thrown: unknown) => {
    throw withOptions(thrown, values);
  });
  const { output, home, clock } = context;
  const view = {
    now: clock.now(),
    columns: output.columns,
    home,
    data: output.dataPaint,
    news: output.newsPaint,
  };
  const told = words(result, view);
  const value = options["json"] === true ? json(result) : undefined;
  if (value !== undefined) output.data(jsonText(value));
  else if (options["json"] !== true) {
    if (told.data !== undefined) output.data(told.data);
    for (const line of told.news ?? []) output.news(line);
  }
  for (const line of told.warnings ?? []) output.warn(line);
  const status = (await after?.(result, context)) ?? 0;
  context.debug("done");
  return status;
}

/** The values of the options before and after the command's name; the later one wins, a default never. */
function valuesOf(command: Built): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const each of [command.parent?.parent, command.parent, command])
    for (const [name, value] of Object.entries(each?.opts() ?? {}))
      if (each?.getOptionValueSource(name) !== "default" || !(name in values)) values[name] = value;
  return values;
}
