/** What the linter must see in a line, beyond imports: used by arrows.test.ts. */

/** A line that breaks a rule, and the same as it should be. `$` stands for a number of the line's own. */
export interface Breach {
  readonly title: string;
  readonly rule: string;
  readonly bad: string;
  readonly good: string;
  /** Where it lies; `codes/it.ts` if nothing is said. */
  readonly path?: string;
}

/** Each is tried, and so is the line as it should be. */
export const BREACHES: readonly Breach[] = [
  {
    title: "a promise that nobody waits for",
    rule: "typescript(no-floating-promises)",
    bad: "export function go$(later: () => Promise<void>): void { later(); }",
    good: "export async function go$(later: () => Promise<void>): Promise<void> { await later(); }",
  },
  {
    title: "a promise as a condition",
    rule: "typescript(no-misused-promises)",
    bad: "export const go$ = (later: Promise<number>): number => (later ? 1 : 2);",
    good: "export const go$ = async (later: Promise<number>): Promise<number> => ((await later) ? 1 : 2);",
  },
  {
    title: "a case that a switch forgets",
    rule: "typescript(switch-exhaustiveness-check)",
    bad: 'export function go$(x: "a" | "b"): void { switch (x) { case "a": break; } }',
    good: 'export function go$(x: "a" | "b"): void { switch (x) { case "a": break; case "b": break; } }',
  },
  {
    title: "randomness",
    rule: "eslint(no-restricted-properties)",
    bad: "export const go$ = (): number => Math.random();",
    good: "export const go$ = (): number => Math.max(1, 2);",
  },
  {
    title: "a type by import()",
    rule: "typescript(consistent-type-imports)",
    bad: 'export type Go$ = import("./any.ts").Any;',
    good: 'import type { Any as Any$ } from "./any.ts"; export type Go$ = Any$;',
  },
  {
    title: "import() of a variable",
    rule: "house(lazy)",
    bad: "export const go$ = (path: string): Promise<unknown> => import(path);",
    good: 'export const go$ = (): Promise<unknown> => import("./any.ts");',
  },
  {
    title: "import() of a template",
    rule: "house(lazy)",
    bad: "export const go$ = (): Promise<unknown> => import(`../system/any.ts`);",
    good: 'export const go$ = (): Promise<unknown> => import("./any.ts");',
  },
  {
    title: "require()",
    rule: "typescript(no-require-imports)",
    bad: 'export const go$ = require("./any.ts");',
    good: 'export * as go$ from "./any.ts";',
  },
  {
    title: "a command that is loaded with the tree",
    rule: "house(lazy)",
    path: "program.ts",
    bad: 'import { any as any$ } from "./commands/any.ts"; export const go$ = any$;',
    good: 'export const go$ = async (): Promise<number> => (await import("./commands/any.ts")).any;',
  },
  {
    title: "a context that a command makes",
    rule: "house(lazy)",
    path: "commands/it.ts",
    bad: 'import { context as context$ } from "../context.ts"; export const go$ = context$;',
    good: 'import type { Context as Context$ } from "../context.ts"; export type Go$ = Context$;',
  },
  {
    title: "a context that the tree makes",
    rule: "house(lazy)",
    path: "program.ts",
    bad: 'export const go$ = () => import("./context.ts");',
    good: 'import type { Context as Context$ } from "./context.ts"; export type Go$ = Context$;',
  },
  {
    title: "the clock in the calendar",
    rule: "house(timeless)",
    path: "words/instants.ts",
    bad: "export const go$ = new Date();",
    good: "export const go$ = (at: number): Date => new Date(at);",
  },
  {
    title: "the clock in the calendar, by now()",
    rule: "house(timeless)",
    path: "words/instants.ts",
    bad: "export const go$ = Date.now();",
    good: 'export const go$ = Date.parse("2026-11-22");',
  },
  {
    title: "process.exit()",
    rule: "unicorn(no-process-exit)",
    path: "system/it.ts",
    bad: "export const go$ = (): never => process.exit(1);",
    good: "export const go$ = (): void => void (process.exitCode = 1);",
  },
  {
    title: "a cycle of types",
    rule: "import(no-cycle)",
    path: "shells/one.ts",
    bad: 'import type { Two as Two$ } from "./two.ts"; export type One = Two$;',
    good: 'import type { Any as Any$ } from "./any.ts"; export type Other = Any$;',
  },
];
