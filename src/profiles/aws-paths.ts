/** Where AWS's two files are. */
import { join, sep } from "node:path";
import type { Environment } from "../ports.ts";

/** The paths of AWS's two files. */
export interface AwsPaths {
  readonly config: string;
  readonly credentials: string;
}

/**
 * The paths of AWS's files: `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE` with variables and a
 * leading `~` expanded as botocore does (configloader `raw_config_parse`), else those in `~/.aws`.
 */
export function awsPaths(environment: Environment, home: string): AwsPaths {
  const of = (variable: string, name: string): string => {
    const set = environment[variable];
    return set ? expanded(set, environment, home) : join(home, ".aws", name);
  };
  return {
    config: of("AWS_CONFIG_FILE", "config"),
    credentials: of("AWS_SHARED_CREDENTIALS_FILE", "credentials"),
  };
}

function expanded(text: string, environment: Environment, home: string): string {
  const whole = text.includes("$") ? withVariables(text, environment) : text;
  return withHome(whole, home);
}

/** A path whose leading `~` is the home folder. */
export function withHome(path: string, home: string): string {
  return /^~(?=$|[/\\])/.test(path) ? join(home, path.slice(1)) : path;
}

function withVariables(text: string, environment: Environment): string {
  return text.replace(
    /\$(?:(\w+)|\{([^}]*)\})/g,
    (match, bare: string | undefined, braced: string | undefined) => {
      const name = bare ?? braced ?? "";
      return Object.hasOwn(environment, name) ? (environment[name] ?? match) : match;
    },
  );
}

/** A path as people write it, with `~` for the home folder. */
export function shortPath(file: string, home: string): string {
  return home !== "" && file.startsWith(home + sep) ? `~${file.slice(home.length)}` : file;
}
