import { expect, it } from "vitest";
import { run } from "../../src/commands/key/move.ts";
import { keyDocument } from "../../src/secrets/key-document.ts";
import { CREDENTIALS, type Fake, PROFILE, fakeContext, keySection } from "../support/context.ts";
import { EXAMPLE_KEY, Killed, mortal } from "../support/keys.ts";

/** A move that is killed at each of its effects, and then run again. */

const { id, secret } = EXAMPLE_KEY;
const DOCUMENT = keyDocument({ accessKeyId: id, secretAccessKey: secret });
const IN_FILE = `# mine\n${keySection(PROFILE)}# end\n`;
const marked = (store: string): string =>
  `# mine\n[${PROFILE}]\nawsmfa_key_store = ${store}\nawsmfa_key_id = ${id}\n# end\n`;
const MOVE = { json: false, dryRun: false, force: true, profile: PROFILE };
const ENVIRONMENT = { AWSMFA_PASSPHRASE_COMMAND: "p" };
const programs = Array.from({ length: 9 }, () => ({ stdout: "correct horse\n" }));

function begin(files: Record<string, string>, keyring: Map<string, string>): Fake {
  return fakeContext({ files, keyring, environment: ENVIRONMENT, programs });
}

it.each([
  ["file", "keychain", IN_FILE, marked("keychain")],
  ["keychain", "file", marked("keychain"), IN_FILE],
  ["file", "age", IN_FILE, marked("age")],
  ["keychain", "age", marked("keychain"), marked("age")],
])("from %s to %s is carried on wherever it was killed", async (from, to, before, after) => {
  let [runs, over] = [0, false];
  for (let lives = 0; !over; lives += 1)
    for (const late of [false, true]) {
      const keyring = new Map(from === "keychain" ? [[id, DOCUMENT]] : []);
      const first = begin({ [CREDENTIALS]: before }, keyring);
      const { context, effects } = mortal(first.context, lives, late);
      const end = await run({ ...MOVE, to }, context).then(
        () => "over",
        (error: unknown) => error,
      );
      over = end === "over";
      if (!over) expect(end).toBeInstanceOf(Killed);
      runs += 1;

      const told = [...effects];
      // A login finds the key, whenever it was.
      const files = Object.fromEntries(first.files);
      const { secretOfKey } = await import("../../src/sessions/key-secret.ts");
      const { userKey } = await import("../../src/profiles/key-source.ts");
      const { profileNamed } = await import("../../src/profiles/profile.ts");
      const { readAwsFiles } = await import("../../src/profiles/aws-files.ts");
      const profile = profileNamed(readAwsFiles(undefined, files[CREDENTIALS]), PROFILE);
      const between = begin(files, keyring).context;
      const key = profile && (await secretOfKey(userKey(profile), PROFILE, between));
      expect([told, key?.secretAccessKey]).toEqual([told, secret]);

      const second = begin(files, keyring);
      await run({ ...MOVE, to }, second.context);
      expect([told, second.files.get(CREDENTIALS)]).toEqual([told, after]);
      expect([told, keyring.size]).toEqual([told, to === "keychain" ? 1 : 0]);
    }
  expect(runs).toBeGreaterThan(4);
});
