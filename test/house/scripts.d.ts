// The scripts are JavaScript, which Node 20 runs as it is.

declare module "*/scripts/licenses.mjs" {
  interface License {
    readonly name: string;
    readonly version: string;
    readonly license: string;
    readonly text: string;
  }
  export function collectLicenses(modules: readonly string[]): License[];
  export function noticeOf(licenses: readonly License[]): string;
}

declare module "*/scripts/budget.mjs" {
  export function loads(dist: string, file: string): { files: Set<string>; modules: Set<string> };
  export function overruns(dist: string): string[];
  export function oversized(dist: string, budgets: Readonly<Record<string, number>>): string[];
}

declare module "*/scripts/tally.mjs" {
  export function tallyOf(modules: readonly unknown[], errors: readonly unknown[]): string;
}
