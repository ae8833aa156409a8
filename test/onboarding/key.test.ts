import { describe, expect, it } from "vitest";
import { EXAMPLE_KEY } from "../local-aws/example.ts";
import {
  CONFIG,
  CREDENTIALS,
  type FakeOptions,
  HOME,
  failureOf,
  keySection,
} from "../support/context.ts";
import { OTHER_KEY } from "../support/keys.ts";
import { type Answers, CSV, FILE, fakeSetup, newcomer, setUp } from "../support/setup.ts";

/** Where the access key of a new user comes from. */

const NAME = "mfa.user-identity";
const standing = {
  [CREDENTIALS]: keySection("work"),
  [CONFIG]: "[profile work]\nregion = us-east-1\n",
};

function withFiles(
  files: Readonly<Record<string, string>>,
  other: FakeOptions & { by?: Answers } = {},
) {
  return fakeSetup({ ...other, files });
}

describe("the key", () => {
  const typed: Answers = [
    [/^The CSV file of the AWS console/, EXAMPLE_KEY.id],
    [/^Secret access key of/, EXAMPLE_KEY.secret],
  ];
  const nothing = { [FILE]: "" };

  it("is typed, its secret unseen", async () => {
    const fake = withFiles(nothing, { by: typed });
    await setUp(fake, { csv: undefined } as never);
    expect(fake.effects.slice(0, 2)).toEqual(["ask", "ask hidden"]);
    expect(fake.files.get(CREDENTIALS)).toContain(keySection(NAME));
    expect(fake.news[0]).toBe(`✔ access key ${EXAMPLE_KEY.id} · typed`);
  });

  it.each([
    ["in quotes", `'${HOME}/my keys.csv'`, `${HOME}/my keys.csv`],
    ["with backslashes", `${HOME}/my\\ keys.csv`, `${HOME}/my keys.csv`],
    ["by ~", "~/keys.csv", `${HOME}/keys.csv`],
    ["by Enter, in the usual place", "", `${HOME}/Downloads/credentials.csv`],
  ])("is in a file that is named %s", async (_title, answer, path) => {
    const fake = withFiles({ [path]: CSV }, { by: [[/^The CSV file/, answer]] });
    await setUp(fake, { csv: undefined } as never);
    expect(fake.files.get(CREDENTIALS)).toContain(keySection(NAME));
    expect(fake.files.has(path)).toBe(false);
  });

  it("objects to what is neither", async () => {
    const tries = ["", "nothing.csv", "~/odd.csv", "ASIAIOSFODNN7EXAMPLE", EXAMPLE_KEY.id];
    const by: Answers = [[/^The CSV file/, () => tries.shift() ?? ""], ...typed];
    const fake = withFiles({ [`${HOME}/odd.csv`]: "a,b\n1,2\n" }, { by });
    await setUp(fake, { csv: undefined } as never);
    expect(fake.objections).toEqual([
      "the path of the file, please, or AKIA…",
      "there is no file nothing.csv",
      expect.stringContaining("~/odd.csv is no CSV file with access keys"),
      "that is a temporary key; it takes the one of an IAM user, AKIA…",
    ]);
  });

  it("is that of a profile, which is picked, or another one", async () => {
    const fake = withFiles(standing, { by: [[/^Set up which/, "work"]] });
    await setUp(fake, { csv: undefined } as never);
    expect(fake.questions[0]).toBe(
      "Set up which access key? work | another access key, which is in no profile yet",
    );
    expect(fake.files.get(CREDENTIALS)).toContain("[work-mfa]");
    const anew = withFiles(
      { [CREDENTIALS]: keySection("old", OTHER_KEY.id) },
      {
        by: [[/^Set up which/, "[]"], ...typed],
      },
    );
    await setUp(anew, { csv: undefined } as never);
    expect(anew.files.get(CREDENTIALS)).toContain(keySection(NAME));
  });

  it.each([
    ["two columns, a byte order mark, CRLF", CSV],
    [
      "more columns, in any order and case",
      `secret ACCESS key,Status,user NAME,access Key Id\n${EXAMPLE_KEY.secret},Active,mfa.user,${EXAMPLE_KEY.id}\n`,
    ],
    [
      "quotes",
      `"User name","Access key ID","Secret access key"\r\n"mfa.user","${EXAMPLE_KEY.id}","${EXAMPLE_KEY.secret}"\r\n`,
    ],
    [
      "several rows, of which one is picked",
      `Access key ID,Secret access key\n${OTHER_KEY.id},${OTHER_KEY.secret}\n${EXAMPLE_KEY.id},${EXAMPLE_KEY.secret}\n`,
    ],
  ])("is read from a file with %s", async (_title, csv) => {
    const fake = withFiles({ [FILE]: csv }, { by: [[/^Which key of the file/, "1"]] });
    await setUp(fake);
    expect(fake.files.get(CREDENTIALS)).toContain(keySection(NAME));
  });

  it.each([
    [
      "a key that AWS does not know",
      { keys: [OTHER_KEY] },
      "unknown-key",
      "a key made a moment ago takes AWS some seconds: try again; in China and GovCloud: --region\nelse make a new key in the console",
    ],
    [
      "a wrong secret",
      { keys: [{ ...EXAMPLE_KEY, secret: OTHER_KEY.secret }] },
      "wrong-secret",
      "take the secret that was shown with this access key id; if it is lost, make a new key in the console",
    ],
    [
      "the root user's",
      { root: true, name: "root" },
      "root-user",
      expect.stringContaining("sign in as root and assign two devices"),
    ],
  ])("is not taken: %s", async (_title, user, code, hint) => {
    const fake = fakeSetup({ world: newcomer(user) });
    const error = await failureOf(() => setUp(fake));
    expect([error.code, error.hint]).toEqual([code, hint]);
    expect([...fake.files.keys()]).toEqual([FILE]);
  });
});
