/** A user with access keys whose policy wants MFA for all that is about them, and a machine that dies when it is told to. */
import type { Context } from "../../src/ports.ts";
import { EXAMPLE_KEY, EXAMPLE_USER } from "../local-aws/example.ts";
import {
  type UserDescription,
  type World,
  type WorldDescription,
  createWorld,
} from "../local-aws/world.ts";

/** A second key of AWS's documentation. It is the first that the local AWS makes, where nobody has it. */
export const OTHER_KEY = {
  id: "AKIAI44QH8DHBEXAMPLE",
  secret: "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY",
} as const;

/** What the usual policy denies without MFA of what is about keys (the group `Force_MFA`). */
export const FORCE_MFA = [
  "ListAccessKeys",
  "GetAccessKeyLastUsed",
  "CreateAccessKey",
  "UpdateAccessKey",
  "DeleteAccessKey",
].map((action) => `iam:${action}`);

/** A world with one user, who needs MFA for everything about keys unless told otherwise. */
export function keyWorld(
  user: Partial<UserDescription> = {},
  knobs: Partial<WorldDescription> = {},
): World {
  return createWorld({
    ...knobs,
    users: [{ ...EXAMPLE_USER, denyWithoutMfa: FORCE_MFA, ...user }],
  });
}

/** The keys that AWS has, such as `AKIA… active`. */
export function keysOf({ users }: World): string[] {
  return (users[0]?.keys ?? []).map(({ id, active }) => `${id} ${active ? "active" : "inactive"}`);
}

/** Whether AWS takes a key, as it is written in a section of a file. */
export function isWorking({ users }: World, text: string, section: string): boolean {
  const body = text.split(`[${section}]\n`)[1]?.split("\n[")[0] ?? "";
  const value = (key: string): string | undefined =>
    new RegExp(`^${key} = (.*)$`, "m").exec(body)?.[1];
  const key = users[0]?.keys.find(({ id }) => id === value("aws_access_key_id"));
  return key?.active === true && key.secret === value("aws_secret_access_key");
}

/** The end of a process, which nothing catches. */
export class Killed extends Error {}

/** A context whose process is killed at an effect. */
export interface Mortal {
  readonly context: Context;
  /** The names of the effects so far. */
  readonly effects: readonly string[];
}

/**
 * Lets so many effects through: calls to AWS and to the keychain, and edits of files. The next one kills the process, before it is
 * done or after (`late`), when its result never comes back. Then nothing works any more.
 */
export function mortal(context: Context, lives: number, late: boolean): Mortal {
  const effects: string[] = [];
  let dead = false;
  const guarded =
    <A extends readonly unknown[], R>(name: string, act: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      if (dead) throw new Killed();
      effects.push(name);
      const last = effects.length > lives;
      if (last) dead = true;
      if (last && !late) throw new Killed(name);
      const result = await act(...given);
      if (last) throw new Killed(name);
      return result;
    };
  const guardAll = <T extends object>(ports: T): T =>
    Object.fromEntries(
      Object.entries(ports).map(([name, act]) => [name, guarded(name, act as never)]),
    ) as T;
  return {
    effects,
    context: {
      ...context,
      files: {
        ...context.files,
        edit: guarded("edit", (...given: Parameters<Context["files"]["edit"]>) =>
          context.files.edit(...given),
        ),
      },
      sts: async () => guardAll(await context.sts()),
      iam: async () => guardAll(await context.iam()),
      keyring: async () => guardAll(await context.keyring()),
    },
  };
}

export { EXAMPLE_KEY };
