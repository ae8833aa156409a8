import { describe, expect, it, onTestFinished } from "vitest";
import type { Connection } from "../../src/ports-aws.ts";
import { systemSignin } from "../../src/system/signin.ts";
import { exampleWorld } from "../local-aws/example.ts";
import type { Intercept } from "../local-aws/faults.ts";
import { serveWorld } from "../local-aws/server.ts";
import type { World } from "../local-aws/world.ts";
import { connectionTo } from "../local-aws/support.ts";
import { roleSession } from "../support/role-session.ts";

/** Sign-in tokens, by HTTP, of the local AWS. */

const ROLE = "arn:aws:iam::123456789012:role/admin";

/** A connection with the session of a role, or of a user, and what was told of the call. */
async function connected(
  world: World,
  role: string | undefined,
): Promise<{ connection: Connection; told: string[] }> {
  const credentials = roleSession(world, role, Date.now());
  const served = await serveWorld(world);
  onTestFinished(() => served.close());
  const told: string[] = [];
  const tell = (outcome: string): void => void told.push(outcome);
  return { connection: connectionTo(served.url, { credentials, tell }), told };
}

const page = (status: number, body = "", type = "text/html"): Intercept => {
  return () => ({ status, headers: { "content-type": type }, body });
};

it("are got for the session of a role; nothing that is told holds a secret", async () => {
  const { connection, told } = await connected(exampleWorld(), ROLE);
  const result = await systemSignin.getSigninToken(connection);
  expect(result).toMatchObject({ granted: true, value: "SIGNIN-EXAMPLE-ASIAIOSFODNN7EXAMPLE" });
  expect(told).toEqual([expect.stringMatching(/^try 1: answered, \d+ ms$/)]);
});

it("are refused to what GetSessionToken issued", async () => {
  const { connection } = await connected(exampleWorld(), undefined);
  expect(await systemSignin.getSigninToken(connection)).toMatchObject({
    granted: false,
    kind: "refused",
    status: 400,
  });
});

describe("what is not an answer of AWS's", () => {
  it.each([
    ["a page with 200", page(200, "<html>hello</html>"), "not-aws", "Page"],
    ["a document without a token", page(200, "{}", "application/json"), "not-aws", "Page"],
    ["another place", page(302), "not-aws", "Page"],
    ["a page with 403", page(403), "not-aws", "Page"],
    ["nothing known", page(404, "", "text/plain"), "not-aws", "Foreign"],
    ["too many", page(429), "throttled", "Throttling"],
    ["trouble", page(503, "", "text/plain"), "trouble", "HTTP 503"],
    ["a broken connection", () => "reset" as const, "cut", "ECONNRESET"],
  ])("%s", async (_title, intercept, kind, code) => {
    const { connection, told } = await connected(exampleWorld({ intercept }), ROLE);
    const result = await systemSignin.getSigninToken(connection);
    expect(result).toMatchObject({ granted: false, kind, code });
    expect(JSON.stringify([result, told])).not.toMatch(/wJalr|FwoGZ|SIGNIN/);
  });
  it("nobody there", async () => {
    const { connection } = await connected(exampleWorld(), ROLE);
    const nobody = { ...connection, endpoint: "http://127.0.0.1:9" };
    expect(await systemSignin.getSigninToken(nobody)).toMatchObject({ kind: "unsent" });
  });
});
