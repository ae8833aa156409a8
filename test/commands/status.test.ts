import { describe, expect, it } from "vitest";
import { type StatusOptions, json, run, words } from "../../src/commands/status.ts";
import {
  CONFIG,
  CREDENTIALS,
  type FakeOptions,
  NOW,
  exampleSession,
  failureOf,
  fakeContext,
  filesWith,
  keySection,
  viewAt,
} from "../support/context.ts";

const MINUTE = 60_000;

async function status(given: FakeOptions, options: Partial<StatusOptions> = {}, columns = 80) {
  const { context, effects } = fakeContext(given);
  const result = await run({ json: false, prompt: false, ...options }, context);
  return { result, told: words(result, viewAt(NOW, columns)), value: json(result), effects };
}

const session = (source: string, other = {}) =>
  exampleSession({ source, name: `${source}-mfa`, ...other });
const KEYS = {
  [CREDENTIALS]: `${keySection("work")}${keySection("old", "AKIAI44QH8DHBEXAMPLE")}${keySection("over")}[localstack]\naws_access_key_id = test\n`,
  [CONFIG]: `[profile work]
mfa_serial = arn:aws:iam::123456789012:mfa/jane
[profile admin]
role_arn = arn:aws:iam::123456789012:role/admin
source_profile = work
[profile over]
awsmfa_source = phone
[services x]
`,
};
const ALL = filesWith(
  [
    session("work", { issued: NOW - 168 * MINUTE, expires: NOW + 552 * MINUTE }),
    session("old", { issued: NOW - 690 * MINUTE, expires: NOW + 30 * MINUTE }),
    session("over", { issued: NOW - 800 * MINUTE, expires: NOW - 80 * MINUTE }),
  ],
  KEYS,
);

describe("status", () => {
  it("is a table", async () => {
    expect((await status({ files: ALL })).told).toEqual({
      data: `PROFILE         DEVICE         CODE FROM  SESSION
work            mfa/jane       prompt     ████████░░   9 h 12 min  until 13:32
└ admin (role)  via the above  –          –
old             mfa/mfa.user   prompt     ░░░░░░░░░░       30 min  until 04:50  made with another access key
over            mfa/mfa.user   –          expired
localstack      not looked up  –          –
`,
    });
  });

  it("has no bars on a narrow terminal", async () => {
    const { told } = await status({ files: ALL }, { profile: "work" }, 79);
    expect(told.data).toBe(
      "PROFILE  DEVICE    CODE FROM  SESSION\nwork     mfa/jane  prompt      9 h 12 min  until 13:32\n",
    );
  });

  it.each([
    ["work", ["work"]],
    ["work-mfa", ["work"]],
    ["localstack", ["localstack"]],
    [undefined, ["work", "admin", "old", "over", "localstack"]],
  ])("of %s: %j", async (profile, rows) => {
    const { result } = await status({ files: ALL }, profile === undefined ? {} : { profile });
    expect(result.rows.map((row) => row.profile)).toEqual(rows);
  });

  it("of all profiles, whatever the environment names", async () => {
    const { result } = await status({ files: ALL, environment: { AWS_PROFILE: "gone" } });
    expect(result.rows).toHaveLength(5);
  });

  it("of nothing says what to do", async () => {
    expect((await status({ files: {} })).told).toEqual({
      news: ["no profiles yet; put an access key in place: aws configure"],
    });
  });

  it("of a profile that is not there is an error", async () => {
    expect(await failureOf(() => status({ files: ALL }, { profile: "x" }))).toEqual({
      code: "unknown-profile",
      message: "there is no profile “x” (named by --profile)",
      hint: "name one with --profile: work, old, over, localstack, admin",
    });
  });

  it("goes by AWS's clock and shows the wall's", async () => {
    const clock = { offset: 12 * MINUTE, started: NOW - 60 * MINUTE };
    const memory = { "/home/jane/.local/state/awsmfa/memory.json": JSON.stringify({ clock }) };
    const { told } = await status({ files: { ...ALL, ...memory } }, { profile: "work" });
    expect(told.data).toContain("9 h  until 13:20");
  });

  it("changes nothing and calls nobody", async () => {
    expect((await status({ files: ALL, nobody: "no" })).effects).toEqual([]);
  });
});

describe("status as JSON", () => {
  it("is everything that the table shows", async () => {
    const { value } = await status({ files: ALL });
    expect(value).toEqual({
      profiles: [
        {
          profile: "work",
          serial: "arn:aws:iam::123456789012:mfa/jane",
          codeFrom: "prompt",
          session: {
            profile: "work-mfa",
            accessKeyId: "ASIAIOSFODNN7EXAMPLE",
            serial: "arn:aws:iam::123456789012:mfa/mfa.user",
            issued: "2026-11-22T01:32:00Z",
            expires: "2026-11-22T13:32:00Z",
            secondsLeft: 33_120,
            fresh: true,
          },
        },
        {
          profile: "admin",
          role: "arn:aws:iam::123456789012:role/admin",
          source: "work",
          serial: null,
          codeFrom: null,
          session: null,
        },
        expect.objectContaining({
          profile: "old",
          session: expect.objectContaining({ fresh: false }),
        }),
        expect.objectContaining({
          profile: "over",
          codeFrom: null,
          session: expect.objectContaining({ secondsLeft: 0, fresh: false }),
        }),
        { profile: "localstack", serial: null, codeFrom: null, session: null },
      ],
    });
  });

  it("has no secret", async () => {
    expect(JSON.stringify((await status({ files: ALL })).value)).not.toMatch(/wJalr|FwoG/);
  });
});

describe("status --prompt", () => {
  it.each<[string, FakeOptions, string | undefined, string]>([
    ["the time left", { files: ALL }, "work", "9h12m"],
    ["over", { files: ALL }, "over", "expired"],
    ["nothing", { files: KEYS }, "work", ""],
    ["nothing for a profile that is not there", { files: ALL }, "x", ""],
    [
      "nothing where the files cannot be read",
      { files: ALL, unreadable: [CREDENTIALS] },
      "work",
      "",
    ],
  ])("%s", async (_, given, profile, word) => {
    const options = { prompt: true, ...(profile === undefined ? {} : { profile }) };
    const { told, value } = await status(given, options);
    expect(told).toEqual({ data: word === "" ? "" : `${word}\n` });
    expect(value).toEqual({ prompt: word });
  });
});
