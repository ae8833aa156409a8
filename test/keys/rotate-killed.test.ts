import { describe, expect, it } from "vitest";
import { run } from "../../src/commands/key/rotate.ts";
import type { World } from "../local-aws/world.ts";
import {
  CONFIG,
  CREDENTIALS,
  type Fake,
  PROFILE,
  fakeContext,
  keySection,
} from "../support/context.ts";
import {
  EXAMPLE_KEY,
  Killed,
  OTHER_KEY,
  isWorking,
  keyWorld,
  keysOf,
  mortal,
} from "../support/keys.ts";

/** A rotation that is killed at each of its effects, and then run again. */

const ABOVE = "# mine\n[other]\nregion = us-east-1\n\n";
const BELOW = "# the end\n";
const FILES = {
  [CREDENTIALS]: `${ABOVE}${keySection(PROFILE)}${BELOW}`,
  [CONFIG]: `[profile ${PROFILE}]\nregion = us-east-1\nmfa_serial = arn:aws:iam::123456789012:mfa/mfa.user\n`,
};
const ROTATE = { json: false, dryRun: false, profile: PROFILE };
const RECORD = "/home/jane/.local/state/awsmfa/rotations.json";

/** A process that begins where another left the files; a person types a new code whenever one is asked for. */
function begin(world: World, before: Fake | undefined): Fake {
  const answer = (fake: Fake): string => {
    fake.time.now += 60_000;
    return fake.code();
  };
  const files = before === undefined ? FILES : Object.fromEntries(before.files);
  const fake = fakeContext({ world, files, answers: [answer, answer, answer] });
  if (before !== undefined) fake.time.now = before.time.now + 1000;
  return fake;
}

/** The text of the credentials file without the session's section. */
function withoutSession(text = ""): string {
  return text.replace(/\n\[mfa\.user-mfa\]\n(?:\S+ = .*\n)+/, "");
}

/** Effects of a rotation that nobody kills. */
async function effectsOf(deleting: boolean, world: World): Promise<number> {
  const fake = begin(world, undefined);
  const { context, effects } = mortal(fake.context, Number.POSITIVE_INFINITY, false);
  await run({ ...ROTATE, delete: deleting }, context);
  return effects.length;
}

describe.each([
  ["with MFA", {}, {}, false],
  ["with MFA, and the old key deleted", {}, {}, true],
  ["without MFA", { denyWithoutMfa: [] }, {}, false],
  ["without MFA, and the old key deleted", { denyWithoutMfa: [] }, {}, true],
  ["where a new key takes its time", {}, { propagation: 2 }, false],
  ["where a session ends with its key", {}, { sessionsEndWithKey: true }, true],
])("a rotation %s", (_title, user, knobs, deleting) => {
  const world = (): World => keyWorld(user, knobs);
  const end = deleting ? [] : [`${EXAMPLE_KEY.id} inactive`];

  it.each([["before"], ["after"]])("is carried on, killed %s any effect", async (when) => {
    const effects = await effectsOf(deleting, world());
    expect(effects).toBeGreaterThan(7);
    // After the last effect it is over.
    const last = when === "after" ? effects - 1 : effects;
    for (let lives = 0; lives < last; lives += 1) {
      const aws = world();
      const first = begin(aws, undefined);
      const { context, effects: done } = mortal(first.context, lives, when === "after");
      const told = `${lives} effects, then killed ${when} ${done.at(-1)}`;
      await expect(run({ ...ROTATE, delete: deleting }, context), told).rejects.toThrow(Killed);
      // Whenever it happens, the profile has a key that works.
      expect([done, isWorking(aws, first.files.get(CREDENTIALS) ?? "", PROFILE)]).toEqual([
        done,
        true,
      ]);

      const second = begin(aws, first);
      await run({ ...ROTATE, delete: deleting }, second.context);
      const text = withoutSession(second.files.get(CREDENTIALS));
      const current = /aws_access_key_id = (\S+)/.exec(text)?.[1] ?? "";
      expect([done, isWorking(aws, text, PROFILE)]).toEqual([done, true]);
      expect([done, keysOf(aws)]).toEqual([done, [...end, `${current} active`]]);
      expect([done, current === EXAMPLE_KEY.id]).toEqual([done, false]);
      const secret = aws.users[0]?.keys.find(({ id }) => id === current)?.secret;
      const section = `[${PROFILE}]\naws_access_key_id = ${current}\naws_secret_access_key = ${secret}\n`;
      expect(text).toBe(`${ABOVE}${section}${BELOW}`);
      expect(second.files.has(RECORD)).toBe(false);
    }
  });
});

it("that is over is not carried on: the next one begins anew, and finds no room", async () => {
  const aws = keyWorld({ denyWithoutMfa: [] });
  const first = begin(aws, undefined);
  await run({ ...ROTATE, delete: false }, first.context);
  const second = begin(aws, first);
  await expect(run({ ...ROTATE, delete: false }, second.context)).rejects.toThrow(
    `${OTHER_KEY.id} in use here, and ${EXAMPLE_KEY.id} (inactive, last used: never)`,
  );
});
