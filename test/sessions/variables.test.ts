import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Environment } from "../../src/ports.ts";
import { readAwsFiles } from "../../src/profiles/aws-files.ts";
import { serviceEndpoints } from "../../src/profiles/connection.ts";
import { profileNamed } from "../../src/profiles/profile.ts";
import {
  profileStatements,
  sessionStatements,
  unsetStatements,
} from "../../src/sessions/variables.ts";
import type { Statement } from "../../src/shells/shell.ts";
import { exampleSession } from "../support/context.ts";

const KEYS = [
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_CREDENTIAL_EXPIRATION",
];
const RIVALS = ["AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SECURITY_TOKEN"];
const OTHERS = [
  "AWS_REGION",
  "AWS_DEFAULT_REGION",
  "AWS_CA_BUNDLE",
  "AWS_USE_FIPS_ENDPOINT",
  "AWS_USE_DUALSTACK_ENDPOINT",
  "AWS_STS_REGIONAL_ENDPOINTS",
  "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
  "AWS_DEFAULT_OUTPUT",
  "AWS_ENDPOINT_URL",
  "AWS_ENDPOINT_URL_STS",
  "HOME",
];

/** The environment after a shell has carried statements out. */
function after(statements: readonly Statement[], environment: Environment): Environment {
  const result = new Map(Object.entries(environment));
  for (const statement of statements)
    if ("set" in statement) result.set(statement.set, statement.value);
    else result.delete(statement.unset);
  return Object.fromEntries(result);
}

/** What `env` says for a profile with these lines in the config file. */
function env(name: string, config: string, environment: Environment): Statement[] {
  const files = readAwsFiles(`[profile ${name}]\n${config}`, undefined);
  const profile = profileNamed(files, name) ?? { name, settings: new Map() };
  const session = exampleSession({ name: `${name}-mfa`, source: name });
  const services = serviceEndpoints(profile, files);
  return sessionStatements(session, { settings: profile.settings, services }, environment);
}

function asProfile(name: string, environment: Environment): Statement[] {
  return profileStatements(exampleSession({ name: `${name}-mfa`, source: name }), environment);
}

/** What the statements set beside the keys, rivals and our own variables. */
function carried(config: string, environment: Environment = {}): Environment {
  const {
    AWSMFA_SAVED: _saved,
    AWSMFA_SESSION: _session,
    ...set
  } = after(env("a", config, environment), environment);
  return Object.fromEntries(Object.entries(set).filter(([name]) => !KEYS.includes(name)));
}

describe("the variables of a session", () => {
  it("are these, in this order", () => {
    expect(
      env("a", "region = eu-central-1\noutput = json\n", { AWS_PROFILE: "a", AWS_REGION: "" }),
    ).toEqual([
      { unset: "AWS_PROFILE" },
      { unset: "AWS_DEFAULT_PROFILE" },
      { unset: "AWS_SECURITY_TOKEN" },
      { set: "AWS_ACCESS_KEY_ID", value: "ASIAIOSFODNN7EXAMPLE" },
      { set: "AWS_SECRET_ACCESS_KEY", value: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" },
      { set: "AWS_SESSION_TOKEN", value: "FwoGZXIvYXdzEXAMPLE+TOKEN/==" },
      { set: "AWS_CREDENTIAL_EXPIRATION", value: "2026-11-22T16:20:00Z" },
      { set: "AWS_REGION", value: "eu-central-1" },
      { set: "AWS_DEFAULT_REGION", value: "eu-central-1" },
      { set: "AWS_DEFAULT_OUTPUT", value: "json" },
      {
        set: "AWSMFA_SAVED",
        value:
          "AWS_PROFILE=a+AWS_DEFAULT_PROFILE+AWS_SECURITY_TOKEN+AWS_ACCESS_KEY_ID+AWS_SECRET_ACCESS_KEY+AWS_SESSION_TOKEN+AWS_CREDENTIAL_EXPIRATION+AWS_REGION@eu-central-1=+AWS_DEFAULT_REGION@eu-central-1+AWS_DEFAULT_OUTPUT@json",
      },
      { set: "AWSMFA_SESSION", value: "a" },
    ]);
  });

  it.each<[string, string, Environment, Environment]>([
    ["nothing", "", {}, {}],
    ["the region", "region = r\n", {}, { AWS_REGION: "r", AWS_DEFAULT_REGION: "r" }],
    [
      "the environment's region",
      "",
      { AWS_REGION: "r" },
      { AWS_REGION: "r", AWS_DEFAULT_REGION: "r" },
    ],
    [
      "the environment's region before the profile's",
      "region = p\n",
      { AWS_REGION: "x,y=z" },
      { AWS_REGION: "x,y=z", AWS_DEFAULT_REGION: "x,y=z" },
    ],
    ["an empty region is none", "region =\n", {}, {}],
    [
      "what is the user's own before the profile's",
      "ca_bundle = /c\nuse_fips_endpoint = true\nsts_regional_endpoints = legacy\n",
      { AWS_CA_BUNDLE: "/own", AWS_USE_FIPS_ENDPOINT: "false", AWS_STS_REGIONAL_ENDPOINTS: "" },
      {
        AWS_CA_BUNDLE: "/own",
        AWS_USE_FIPS_ENDPOINT: "false",
        AWS_STS_REGIONAL_ENDPOINTS: "legacy",
      },
    ],
    [
      "no address of a service before the user's own",
      "services = s\nendpoint_url = http://p\n[services s]\nsts =\n  endpoint_url = http://sts\n",
      { AWS_ENDPOINT_URL: "http://own" },
      { AWS_ENDPOINT_URL: "http://own" },
    ],
    [
      "the user's own address of a service",
      "services = s\n[services s]\nsts =\n  endpoint_url = http://sts\niam =\n  endpoint_url = http://iam\n",
      { AWS_ENDPOINT_URL_STS: "http://own" },
      { AWS_ENDPOINT_URL_STS: "http://own", AWS_ENDPOINT_URL_IAM: "http://iam" },
    ],
    [
      "the rest",
      "ca_bundle = /c\nuse_fips_endpoint = true\nuse_dualstack_endpoint = true\noutput = json\nendpoint_url = http://x\nsts_regional_endpoints = legacy\nignore_configured_endpoint_urls = true\n",
      {},
      {
        AWS_CA_BUNDLE: "/c",
        AWS_USE_FIPS_ENDPOINT: "true",
        AWS_USE_DUALSTACK_ENDPOINT: "true",
        AWS_STS_REGIONAL_ENDPOINTS: "legacy",
        AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
        AWS_DEFAULT_OUTPUT: "json",
        AWS_ENDPOINT_URL: "http://x",
      },
    ],
    [
      "addresses of services",
      "services = s\n[services s]\nsts =\n  endpoint_url = http://sts\nelastic_beanstalk =\n  endpoint_url = http://eb\ncognito-sync =\n  endpoint_url = http://c\ns3 =\n  addressing_style = path\n",
      {},
      {
        AWS_ENDPOINT_URL_STS: "http://sts",
        AWS_ENDPOINT_URL_ELASTIC_BEANSTALK: "http://eb",
        AWS_ENDPOINT_URL_COGNITO_SYNC: "http://c",
      },
    ],
    ["no other settings", "cli_pager = less\nretry_mode = standard\n", {}, {}],
  ])("carry over: %s", (_, config, environment, expected) => {
    expect(carried(config, environment)).toEqual(expected);
  });

  it("of --as-profile name the session profile only", () => {
    const environment = { AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", AWS_PROFILE: "b" };
    expect(after(asProfile("a", environment), environment)).toEqual({
      AWS_PROFILE: "a-mfa",
      AWSMFA_SESSION: "a",
      AWSMFA_SAVED:
        "AWS_DEFAULT_PROFILE+AWS_SECURITY_TOKEN+AWS_ACCESS_KEY_ID+AWS_SECRET_ACCESS_KEY+AWS_SESSION_TOKEN+AWS_CREDENTIAL_EXPIRATION+AWS_PROFILE@a-mfa=b",
    });
  });

  it("keep no long-term key", () => {
    const environment = { AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", AWS_SECRET_ACCESS_KEY: "own" };
    const saved = after(env("a", "", environment), environment)["AWSMFA_SAVED"];
    expect(saved).not.toMatch(/AKIA|own/);
  });
});

describe("what is taken back", () => {
  it("is nothing where nothing was done", () => {
    expect(unsetStatements({ AWS_PROFILE: "a", AWS_ACCESS_KEY_ID: "x" })).toEqual([]);
  });

  it.each<[string, Environment, Environment]>([
    [
      "the keys, where what was saved is lost",
      { AWSMFA_SESSION: "a", AWS_SESSION_TOKEN: "t", AWS_REGION: "r" },
      { AWS_REGION: "r" },
    ],
    [
      "only AWS's variables, whatever is saved",
      { AWSMFA_SAVED: "PATH=/evil+LD_PRELOAD=x+AWS_REGION=r+aws_x=1+AWS_Y;Z=1", PATH: "/bin" },
      { PATH: "/bin", AWS_REGION: "r" },
    ],
    [
      "what can be read of what is saved",
      { AWSMFA_SAVED: "+=+AWS_REGION@r=%zz+AWS_PROFILE=b", AWS_REGION: "r" },
      { AWS_PROFILE: "b" },
    ],
    ["empty values", { AWSMFA_SAVED: "AWS_REGION@r=", AWS_REGION: "r" }, { AWS_REGION: "" }],
    [
      "what the user set since",
      { AWSMFA_SAVED: "AWS_REGION@r=q", AWS_REGION: "s" },
      { AWS_REGION: "s" },
    ],
  ])("is %s", (_, environment, expected) => {
    expect(after(unsetStatements(environment), environment)).toEqual(expected);
  });

  const value = fc.oneof(
    fc.constantFrom("", "a", "b", "a-mfa", "us-east-1", "a=b,c", "%41", "it's", " x ", "a+b@c"),
    fc.string({ unit: "grapheme" }),
  );
  const environment: fc.Arbitrary<Environment> = fc.record(
    Object.fromEntries([...KEYS, ...RIVALS, ...OTHERS].map((name) => [name, value])),
    { requiredKeys: [] },
  );
  const config = fc
    .subarray([
      "region = eu-central-1\n",
      "output = json\n",
      "endpoint_url = http://x\n",
      "ca_bundle = /c\n",
      "use_fips_endpoint = true\n",
      "services = s\n",
    ])
    .map((lines) => `${lines.join("")}[services s]\nsts =\n  endpoint_url = http://sts\n`);
  type Step = (environment: Environment) => Statement[];
  const signIn = fc.tuple(fc.constantFrom("a", "b"), config).map(
    ([name, lines]): Step =>
      (before) =>
        env(name, lines, before),
  );
  const signInAsA = fc.constant<Step>((before) => asProfile("a", before));

  function isGivenBack(before: Environment, steps: readonly Step[]): void {
    const { AWS_ACCESS_KEY_ID: _i, AWS_SECRET_ACCESS_KEY: _s, ...rest } = before;
    const { AWS_SESSION_TOKEN: _t, AWS_CREDENTIAL_EXPIRATION: _e, ...kept } = rest;
    const signedIn = steps.reduce((now, step) => after(step(now), now), before);
    expect(after(unsetStatements(signedIn), signedIn)).toEqual(steps.length === 0 ? before : kept);
  }

  it("is all but the keys: after one, two or three of any profile", () => {
    const steps = fc.array(signIn, { minLength: 1, maxLength: 3 });
    fc.assert(fc.property(environment, steps, isGivenBack));
  });

  it("is all but the keys: with --as-profile among them", () => {
    const plain = fc.constant<Step>((now) => env("a", "", now));
    const steps = fc.array(fc.oneof(signInAsA, plain), { minLength: 1, maxLength: 4 });
    fc.assert(fc.property(environment, steps, isGivenBack));
  });

  it("is a profile that the user named since", () => {
    const first = after(env("a", "", { AWS_PROFILE: "x" }), { AWS_PROFILE: "x" });
    const named = { ...first, AWS_PROFILE: "y" };
    const again = after(env("a", "", named), named);
    expect(again["AWS_PROFILE"]).toBeUndefined();
    expect(after(unsetStatements(again), again)).toEqual({ AWS_PROFILE: "y" });
  });
});

describe("known faults", () => {
  it("--as-profile of another profile takes the first one's for the user's own", () => {
    const first = after(asProfile("a", {}), {});
    const second = after(asProfile("b", first), first);
    expect(after(unsetStatements(second), second)).toEqual({});
  });

  it("the region of the profile before is taken for the user's own", () => {
    const first = after(env("a", "region = cn-north-1\n", {}), {});
    const second = after(env("b", "", first), first);
    expect(second["AWS_REGION"]).toBeUndefined();
  });
});
