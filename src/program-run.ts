/** The door to commander: reads the command line by the table of `program.ts`, runs the command, says its result. */
import { Command as Built, CommanderError, Help } from "commander";
import { AwsmfaError, errorValue } from "./errors.ts";
import type { Context } from "./ports.ts";
import { GROUPS, HERE, ROWS } from "./program.ts";
import { askedForHelp, bareWords, groupNamed, rowOf } from "./program-names.ts";
import type { Group, Row } from "./program-row.ts";
import {
  BRIEF_LINE,
  addCommonOptions,
  argumentsOf,
  commandOptions,
  contextOptions,
  isListed,
} from "./program-options.ts";
import type { ContextOptions } from "./context.ts";

/** What the program is run with. */
export interface Run {
  /** The arguments, without Node and the script. */
  readonly arguments: readonly string[];
  readonly context: (options: ContextOptions) => Context;
  /** The text of `--version`. */
  readonly version: string;
}

const SILENT: ContextOptions = { noInput: true, quiet: true, debug: false, color: "never" };

/**
 * Runs the command that the arguments name.
 * @throws AwsmfaError `usage` for a wrong command line, else what the command throws
 */
export async function runProgram(given: Run): Promise<void> {
  const run = { ...given, arguments: askedForHelp(given.arguments) };
  const program = built(
    new Built("awsmfa").usage("[command] [options]"),
    HERE,
    run,
  ).enablePositionalOptions();
  program.action(async () => {
    if (program.args.length > 0) throw unknownCommand(program);
    await act(HERE, program, run);
  });
  program.argument("[command]").allowExcessArguments().helpCommand(true);
  const named = rowOf(run.arguments);
  for (const row of ROWS) {
    const [name = "", group] = row.name.split(" ").toReversed();
    const parent = group === undefined ? program : groupOf(program, group, run);
    const command = parent.command(name).description(row.summary).allowExcessArguments(false);
    // The others are only listed: to build their options takes time at every start.
    if (row === named) built(command, row, run).action(() => act(row, command, run));
  }
  try {
    await program.parseAsync([...run.arguments], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Its exit code is no guide: the one that the process has is preset to 1.
    if (!/^commander\.(?:help|version)/.test(error.code))
      throw usageError(error.message, (named ?? groupNamed(run.arguments))?.name ?? "");
  }
}

/** The group of that name, added with the first of its commands. By itself it does nothing. */
function groupOf(program: Built, name: string, run: Run): Built {
  const known = program.commands.find((command) => command.name() === name);
  if (known !== undefined) return known;
  const group = program.command(name);
  const row = GROUPS.find((each) => each.name === name);
  if (row === undefined) return group;
  group.description(row.summary);
  if (row !== groupNamed(run.arguments)) return group;
  built(group, row, run).enablePositionalOptions().helpCommand(true);
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

function built(command: Built, row: Row | Group, run: Run): Built {
  command
    .description(row.summary)
    .exitOverride()
    .configureOutput({ writeOut: (text) => outputOf(run).data(text), writeErr: () => undefined });
  row.options(command);
  addCommonOptions(command, run.version);
  command.configureHelp({
    formatHelp: (of, help) => shortHelp(of, help, "load" in row && row !== HERE),
  });
  const width = Math.max(...row.examples.map(([text]) => text.length));
  const examples = row.examples.map(([text, meaning]) => `  ${text.padEnd(width)}  ${meaning}`);
  return command.addHelpText("after", `\nExamples:\n${examples.join("\n")}`);
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

async function act(row: Row, command: Built, run: Run): Promise<void> {
  const values = valuesOf(command);
  const context = run.context(contextOptions(values));
  context.debug(`${["awsmfa", row.name].join(" ").trim()}: ${run.version}`);
  const { run: execute, words, json } = await row.load();
  const options = { ...commandOptions(values), ...argumentsOf(command) };
  const result = await execute(options as never, context);
  const { output, home, clock } = context;
  const view = {
    now: clock.now(),
    columns: output.columns,
    home,
    data: output.dataPaint,
    news: output.newsPaint,
  };
  const told = words(result, view);
  if (options["json"] === true) output.data(jsonText(json(result)));
  else {
    if (told.data !== undefined) output.data(told.data);
    for (const line of told.news ?? []) output.news(line);
  }
  for (const line of told.warnings ?? []) output.warn(line);
  context.debug("done");
}

/** The values of the options before and after the command's name; the later one wins, a default never. */
function valuesOf(command: Built): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const each of [command.parent?.parent, command.parent, command])
    for (const [name, value] of Object.entries(each?.opts() ?? {}))
      if (each?.getOptionValueSource(name) !== "default" || !(name in values)) values[name] = value;
  return values;
}

/**
 * Tells stdout that the command failed, if whoever reads it must know: a program by a document, a shell by a
 * statement that fails.
 * @param error what is told of it; nothing where a signal ended the program
 */
export async function tellFailure(run: Run, status: number, error?: AwsmfaError): Promise<void> {
  const context = run.context(SILENT);
  if (bareWords(run.arguments).includes("--json"))
    return error === undefined ? undefined : context.output.data(jsonText(errorValue(error)));
  const text = await (
    await rowOf(run.arguments)?.load()
  )?.failure?.(run.arguments, status, context);
  if (text !== undefined) context.output.data(text);
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function usageError(message: string, command: string): AwsmfaError {
  const [, what = message] = /^error: (.*)/s.exec(message) ?? [];
  const [told = what, suggestion] = what.split("\n(Did you mean ");
  const sentence = told
    .replace(/^option '(.*)' argument missing$/, "$1 lacks its value")
    .replace(/^too many arguments for '(.*)'\..*/, "$1 takes options only, no further words");
  const help = `awsmfa ${command === "" ? "" : `${command} `}--help`;
  return new AwsmfaError(
    "usage",
    sentence,
    suggestion === undefined
      ? help
      : `did you mean ${suggestion.replace(/\?\)\s*$/, "")}? See: ${help}`,
  );
}

/** Commander knows similar names, but says so only where the program alone does nothing. */
function unknownCommand(program: Built): Error {
  try {
    (program as Built & { unknownCommand(): void }).unknownCommand();
  } catch (error) {
    return error as Error;
  }
  const names = [program.parent?.name(), program.name()].filter((name) => name !== undefined);
  return new AwsmfaError(
    "usage",
    `there is no command “${program.args[0]}”`,
    `${names.join(" ")} --help`,
  );
}
