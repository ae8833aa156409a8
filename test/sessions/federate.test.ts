import { describe, expect, it } from "vitest";
import { federatedAddress } from "../../src/sessions/federate.ts";
import { lookAround } from "../../src/sessions/look.ts";
import { exampleWorld } from "../local-aws/example.ts";
import { type World, createWorld } from "../local-aws/world.ts";
import { EXAMPLE_USER } from "../local-aws/example.ts";
import { CONFIG, type Fake, NOW, failureOf, fakeContext } from "../support/context.ts";
import { roleSession } from "../support/role-session.ts";

/** The address that signs a role in to the console. */

const ROLE = "arn:aws:iam::123456789012:role/admin";

/** A context whose config has the role profile with some more settings, and the address for its session. */
function federation(
  settings = "",
  options: {
    readonly environment?: Record<string, string>;
    readonly role?: string;
    readonly world?: World;
    readonly isRole?: boolean;
  } = {},
): { fake: Fake; address: (service?: string) => Promise<string> } {
  const { environment = {}, role = ROLE, world = exampleWorld(), isRole = true } = options;
  const config = `[profile admin]\nrole_arn = ${role}\n${settings}\n`;
  const fake = fakeContext({ environment, world, files: { [CONFIG]: config } });
  const credentials = roleSession(world, isRole ? role : undefined, NOW);
  return {
    fake,
    async address(service) {
      const situation = await lookAround(fake.context);
      const entries = config.trim().split("\n").slice(1);
      const lines = entries.map((line) => line.split(" = ") as [string, string]);
      const profile = { name: "admin", settings: new Map(lines) };
      const federated = { profile, credentials, clockOffset: 0 };
      return federatedAddress(federated, service, situation, fake.context);
    },
  };
}

/** The parts of an address. */
function parts(address: string): { at: string; token: string | null; page: string | null } {
  const { origin, pathname, searchParams } = new URL(address);
  const [token, page] = [searchParams.get("SigninToken"), searchParams.get("Destination")];
  return { at: origin + pathname, token, page };
}

it("has AWS's token and the page of the region", async () => {
  const { address } = federation("region = eu-west-1");
  expect(parts(await address())).toEqual({
    at: "https://us-east-1.signin.aws.amazon.com/federation",
    token: "SIGNIN-EXAMPLE-ASIAIOSFODNN7EXAMPLE",
    page: "https://eu-west-1.console.aws.amazon.com/console/home?region=eu-west-1",
  });
});

describe("the place", () => {
  const china = "arn:aws-cn:iam::123456789012:role/admin";
  it.each([
    [
      "no region: the role's partition",
      "",
      { role: china },
      "https://signin.amazonaws.cn/federation",
      "https://console.amazonaws.cn/s3/home",
    ],
    [
      "a region of the environment",
      "region = eu-west-1",
      { environment: { AWS_REGION: "us-gov-west-1" } },
      "https://signin.amazonaws-us-gov.com/federation",
      "https://us-gov-west-1.console.amazonaws-us-gov.com/s3/home?region=us-gov-west-1",
    ],
    [
      "a whole partition for a region",
      "region = aws-global",
      {},
      "https://us-east-1.signin.aws.amazon.com/federation",
      "https://console.aws.amazon.com/s3/home",
    ],
    [
      "an address of its own",
      "",
      { environment: { AWS_ENDPOINT_URL_SIGNIN: "http://127.0.0.1:9/" } },
      "http://127.0.0.1:9/federation",
      "https://console.aws.amazon.com/s3/home",
    ],
    [
      "STS of a private network of AWS's",
      "endpoint_url = https://vpce-1.sts.us-east-1.vpce.amazonaws.com",
      {},
      "https://us-east-1.signin.aws.amazon.com/federation",
      "https://console.aws.amazon.com/s3/home",
    ],
  ])("%s", async (_title, settings, options, at, page) => {
    expect(parts(await federation(settings, options).address("s3"))).toMatchObject({ at, page });
  });
});

describe("what cannot be", () => {
  it.each([
    [
      "a partition without a public console",
      "region = us-iso-east-1",
      {},
      "bad-setting",
      "awsmfa does not know where the console of the partition aws-iso is",
    ],
    [
      "a region that is none",
      "region = eu/../west",
      {},
      "bad-setting",
      "“eu/../west” cannot be a region",
    ],
    [
      "an emulator whose sign-in is not named",
      "endpoint_url = http://localhost:4566",
      {},
      "bad-setting",
      "the session of admin is not AWS's own (localhost), and no console is known for it",
    ],
    [
      "secrets in the clear",
      "",
      { environment: { AWS_ENDPOINT_URL_SIGNIN: "http://signin.example.com" } },
      "bad-setting",
      "the session of admin would go to http://signin.example.com for all to read: its secrets are sent there",
    ],
    [
      "a session of GetSessionToken",
      "",
      { isRole: false },
      "aws-refused",
      "AWS gives no console to the session of admin (HTTP 400): it may be over, or not a role's",
    ],
  ])("%s", async (_title, settings, options, code, message) => {
    const { fake, address } = federation(settings, options);
    expect(await failureOf(address)).toMatchObject({ code, message });
    expect(fake.debug.join("\n")).not.toMatch(/wJalr|FwoGZ|SIGNIN-/);
  });
});

it("a session that is over is refused, with the way out", async () => {
  const world = createWorld({ users: [EXAMPLE_USER], clockOffset: 7_200_000 });
  const { address } = federation("", { world });
  expect((await failureOf(address)).hint).toBe(
    "get a new one, then try again: awsmfa login --force --profile admin",
  );
});
