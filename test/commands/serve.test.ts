import { describe, expect, it } from "vitest";
import { type ServeOptions, json, run, words } from "../../src/commands/serve.ts";
import { FAKE_ENDPOINT } from "../support/clients.ts";
import {
  CREDENTIALS,
  type FakeOptions,
  NOW,
  exampleSession,
  fakeContext,
  filesWith,
  viewAt,
} from "../support/context.ts";

/** The command `serve` in a fake world. */

const OPTIONS: ServeOptions = { json: false, force: false, dryRun: false };
const FRESH = { files: filesWith([exampleSession()]) };
const GOOD = { method: "GET", path: "/credentials", authorized: true } as const;

async function serve(options: Partial<ServeOptions> = {}, more: FakeOptions = FRESH) {
  const fake = fakeContext({ parent: "bash", ...more });
  const result = await run({ ...OPTIONS, ...options }, fake.context);
  return { fake, told: words(result, viewAt()), result };
}

describe("serve", () => {
  it("prints for a shell what points programs to it", async () => {
    const { told } = await serve();
    const uri = `http://127.0.0.1:${FAKE_ENDPOINT.port}/credentials`;
    expect(told.data).toContain(`export AWS_CONTAINER_CREDENTIALS_FULL_URI='${uri}';`);
    expect(told.data).toContain("unset AWS_ACCESS_KEY_ID;");
    expect(told.news).toEqual([
      expect.stringMatching(/^✔ mfa\.user · session until/),
      `awsmfa: serving at ${uri} until Ctrl-C; the lines on stdout are for another shell`,
    ]);
  });
  it("has the same as a document", async () =>
    expect(json((await serve({ json: true })).result)).toMatchObject({
      AWS_CONTAINER_AUTHORIZATION_TOKEN: FAKE_ENDPOINT.token,
      AWS_ACCESS_KEY_ID: null,
    }));
  it("opens nothing by --dry-run", async () => {
    const { fake, told } = await serve({ dryRun: true, port: 9911 });
    expect(fake.endpoints).toEqual([]);
    expect(told.news?.join("\n")).toContain("serve it at 127.0.0.1:9911");
  });
  it("takes the port that was named", async () =>
    expect((await serve({ port: 9911 })).fake.endpoints[0]?.port).toBe(9911));
});

describe("its endpoint", () => {
  it("answers with the session", async () => {
    const { fake } = await serve();
    const answer = await fake.endpoints[0]?.answer({ ...GOOD, host: "127.0.0.1:7" }, 7);
    expect(answer).toMatchObject({ status: 200, body: { AccessKeyId: "ASIAIOSFODNN7EXAMPLE" } });
  });
  it("refuses without looking", async () => {
    const { fake } = await serve();
    const answer = await fake.endpoints[0]?.answer({ ...GOOD, host: "evil.example" }, 7);
    expect(answer?.status).toBe(403);
  });
  it("says 503 and how to log in when the session is over, and warns once", async () => {
    const { fake } = await serve();
    fake.time.now = NOW + 43_200_000;
    fake.time.uptime += 43_200_000;
    for (let request = 0; request < 3; request += 1) {
      const answer = await fake.endpoints[0]?.answer({ ...GOOD, host: "127.0.0.1:7" }, 7);
      expect(answer?.status).toBe(503);
      expect(JSON.stringify(answer?.body)).toContain("awsmfa login --profile mfa.user");
      expect(fake.questions).toEqual([]);
    }
    expect(fake.news.filter((line) => line.includes("the session is not renewed"))).toHaveLength(1);
  });
  it("hands out what a login elsewhere wrote", async () => {
    const { fake } = await serve();
    const other = exampleSession({
      credentials: { ...exampleSession().credentials, accessKeyId: "ASIAIOSFODNN7EXAMPL2" },
    });
    fake.files.set(CREDENTIALS, filesWith([other])[CREDENTIALS] ?? "");
    const answer = await fake.endpoints[0]?.answer({ ...GOOD, host: "localhost:7" }, 7);
    expect(answer?.body).toMatchObject({ AccessKeyId: "ASIAIOSFODNN7EXAMPL2" });
  });
});
