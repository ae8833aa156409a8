import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMemory } from "../../src/memory/memory.ts";
import type { Environment } from "../../src/ports.ts";
import { readAwsFiles } from "../../src/profiles/aws-files.ts";
import { chooseProfile } from "../../src/profiles/choose.ts";
import { serviceEndpoints } from "../../src/profiles/connection.ts";
import { profileNamed } from "../../src/profiles/profile.ts";
import { isAtHandFresh, isNoneAtHand, sessionAtHand } from "../../src/sessions/at-hand.ts";
import { sessionChoices } from "../../src/sessions/choices.ts";
import { planSession } from "../../src/sessions/plan.ts";
import { promptWord } from "../../src/sessions/prompt-word.ts";
import { sectionOf, sessionsIn } from "../../src/sessions/session.ts";
import { sessionStatements } from "../../src/sessions/variables.ts";
import { secondsLeft } from "../../src/sessions/fresh.ts";
import { wordOfSeconds } from "../../src/words/durations.ts";
import { NOW, exampleSession } from "../support/context.ts";

const KEY = "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\n";

const MOVED = "awsmfa_key_store = age\nawsmfa_key_id = AKIAIOSFODNN7EXAMPLE\n";

/** A session section as it is written, for a profile, with so many seconds left. */
function section(
  name: string,
  source: string,
  left: number,
  sourceKey = "AKIAIOSFODNN7EXAMPLE",
  role?: string,
): string {
  const made = { name, source, sourceKey, ...(role !== undefined && { role }) };
  const session = exampleSession({ ...made, expires: NOW + left * 1000 });
  const lines = [...sectionOf(session)].map(([key, value]) => `${key} = ${value}`);
  return `[${name}]\n${lines.join("\n")}\n`;
}

const ROLE = "arn:aws:iam::123456789012:role/r";
/** The session of a role's profile, `admin`, with so many seconds left. */
const roleSection = (left: number, arn = ROLE, key = "AKIAIOSFODNN7EXAMPLE"): string =>
  section("admin-mfa", "admin", left, key, arn);
const ADMIN = `[profile admin]\nrole_arn = ${ROLE}\nsource_profile = work\n`;

/** What the fast path says, or `undefined` where it leaves the question. */
function quick(
  config: string,
  credentials: string,
  option: string | undefined,
  environment: Environment,
): unknown {
  try {
    const found = sessionAtHand({ config, credentials }, option, environment, NOW);
    const left = secondsLeft(found.session, NOW);
    const statements = isAtHandFresh(found, NOW)
      ? sessionStatements(
          found.session,
          { settings: found.settings, services: new Map() },
          environment,
        )
      : undefined;
    return { word: left > 0 ? wordOfSeconds(left) : "expired", statements };
  } catch {
    return undefined;
  }
}

/** What the full program says; `statements` where a session is fresh. */
function full(
  config: string,
  credentials: string,
  option: string | undefined,
  environment: Environment,
): unknown {
  const files = readAwsFiles(config, credentials);
  const sessions = sessionsIn(files);
  const situation = { files, sessions, now: NOW };
  const word = promptWord(situation, option, environment);
  const chosen = chooseProfile({ option, environment, files, sessions: sessionChoices(situation) });
  const profile = "name" in chosen ? profileNamed(files, chosen.name) : undefined;
  if (profile === undefined) return { word };
  const places = { config: "", credentials: "", memory: "" };
  const memory = readMemory(undefined);
  const now = { ...situation, paths: places, memory, clockOffset: 0 };
  const carried = { settings: profile.settings, services: serviceEndpoints(profile, files) };
  try {
    const { fresh } = planSession(profile, now, { force: false }, () => undefined);
    return { word, statements: fresh && sessionStatements(fresh, carried, environment) };
  } catch {
    return { word, statements: undefined };
  }
}

const piece = fc.constantFrom(
  `[work]\n${KEY}`,
  `[default]\n${KEY}`,
  `[work]\n${MOVED}`,
  `[default]\n${MOVED}`,
  "[work]\nawsmfa_key_store = vault\nawsmfa_key_id = AKIAIOSFODNN7EXAMPLE\n",
  "[work]\ncredential_process = printer\n",
  "[default]\nregion = r\n",
  "[work]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = s\n",
  "[localstack]\naws_access_key_id=test\naws_secret_access_key=test\n",
  `  [work]\n${KEY}`,
  `[work] # c\n${KEY}`,
  `[DEFAULT]\nrole_arn = r\n`,
  section("work-mfa", "work", 4000),
  section("work-mfa", "work", 100),
  section("work-mfa", "work", -100),
  section("work-mfa", "work", 4000, "AKIAIOSFODNN7OTHERKEY"),
  section("other", "work", 4000),
  section("default-mfa", "default", 4000),
  section("gone-mfa", "gone", 4000),
  roleSection(4000),
  roleSection(4000, "arn:aws:iam::123456789012:role/other"),
  roleSection(100),
  roleSection(4000, ROLE, "AKIAIOSFODNN7OTHERKEY"),
  section("work-mfa", "work", 4000).replaceAll("\n", "\r\n"),
  section("work-mfa", "work", 4000).replace("manager = awsmfa", "manager = other"),
  section("work-mfa", "work", 4000).replace("awsmfa_serial", " awsmfa_serial"),
);
const line = fc.constantFrom(
  "",
  "# awsmfa_source_profile = x",
  "region = us-west-2",
  "REGION=eu-central-1",
  "region: r",
  "awsmfa_key_store = keychain",
  "awsmfa_key_id = AKIAIOSFODNN7OTHERKEY",
  "credential_process = printer",
  "aws_secret_access_key = s",
  "region =\n  r",
  "output = json",
  "s3 =\n  a = b\n",
  `role_arn = ${ROLE}`,
  `role_arn = ${ROLE}\nsource_profile = work`,
  `role_arn = arn:aws-cn:iam::123456789012:role/r\nsource_profile = work`,
  "source_profile = work-mfa",
  "source_profile = admin",
  "credential_source = Environment",
  "external_id = a b",
  "role_session_name = jane",
  "mfa_serial = arn:aws:iam::123456789012:mfa/mfa.user",
  "mfa_serial = arn:aws:iam::123456789012:mfa/another",
  "awsmfa_session_profile = other",
  "services = s",
  "endpoint_url = http://localhost",
  "aws_session_token = t",
  "\tx = y",
  "bare",
  "[",
  "[]",
  "é = é",
);
const base = fc.constantFrom(
  "",
  `[work]\n${KEY}${section("work-mfa", "work", 4000)}`,
  `[work]\n${KEY}${section("other", "work", -10)}`,
  `[work]\n${MOVED}${section("work-mfa", "work", 4000)}`,
  `[work]\n${MOVED}${section("work-mfa", "work", 4000)}${roleSection(4000)}`,
  `[work]\ncredential_process = printer\n${section("work-mfa", "work", 4000)}`,
  `[work]\n${KEY}${roleSection(4000)}`,
  `[work]\n${KEY}${section("work-mfa", "work", 4000)}${roleSection(4000)}`,
);
const more = fc.array(fc.tuple(piece, fc.oneof({ weight: 3, arbitrary: fc.constant("") }, line)), {
  maxLength: 2,
});
const credentials = fc
  .tuple(base, more)
  .map(([first, others]) => first + others.map(([text, last]) => `${text}${last}\n`).join(""));
const header = fc.constantFrom(
  "[profile work]",
  "[default]",
  "[profile default]",
  "[profile 'work']",
  "[profile  work]",
  "[services s]",
  "[profile other]",
  ADMIN.trimEnd(),
  "[profile admin]",
);
const config = fc.array(fc.tuple(header, fc.array(line, { maxLength: 2 })), { maxLength: 3 });
const option = fc.constantFrom(
  undefined,
  "work",
  "work-mfa",
  "default",
  "gone",
  "",
  "a b",
  "admin",
  "admin-mfa",
);
const environment = fc.constantFrom<Environment>(
  {},
  { AWS_PROFILE: "work" },
  { AWS_PROFILE: "" },
  { AWSMFA_SESSION: "work", AWS_REGION: "r" },
  { AWSMFA_PROFILE: "other", AWS_PROFILE: "work" },
);

describe("what is at hand is what the full program settles on", () => {
  it("whatever the files", () => {
    let answered = 0;
    fc.assert(
      fc.property(
        config,
        credentials,
        option,
        environment,
        (sections, pieces, named, variables) => {
          const [one, other] = [
            sections.map(([top, lines]) => `${top}\n${lines.join("\n")}\n`).join("\n"),
            pieces,
          ];
          const said = quick(one, other, named, variables);
          if (said === undefined) return;
          answered += 1;
          expect(said).toEqual(full(one, other, named, variables));
        },
      ),
      { numRuns: 20_000 },
    );
    expect(answered).toBeGreaterThan(500);
  });

  it("and nothing is at hand only where the full program has no word", () =>
    fc.assert(
      fc.property(credentials, (pieces) => {
        if (isNoneAtHand({ config: "", credentials: pieces }))
          expect(sessionsIn(readAwsFiles("", pieces))).toEqual([]);
      }),
    ));
});

const FRESH = `[work]\n${KEY}\n${section("work-mfa", "work", 4000)}`;
it.each<[string, string, string, string | undefined]>([
  ["the only fresh session", "", FRESH, undefined],
  ["a named profile", "[profile work]\nregion = r\n", FRESH, "work"],
  ["a session profile's name", "", FRESH, "work-mfa"],
  ["another section that is odd", "[profile x]\n\tbad\n", `${FRESH}\n[x]\na: b\n`, "work"],
  ["a block in the profile", "[profile work]\ns3 =\n  a = b\nregion = r\n", FRESH, "work"],
  [
    "comments and blank lines",
    "# c\n\n[profile work]\n; c\nregion = r\n\n",
    `# c\n\n${FRESH}# c\n`,
    "work",
  ],
  ["a role", ADMIN, `${FRESH}${roleSection(4000)}`, "admin"],
  ["a role's session profile", ADMIN, `${FRESH}${roleSection(4000)}`, "admin-mfa"],
  [
    "a role whose source is named by its session",
    ADMIN.replace("work", "work-mfa"),
    `${FRESH}${roleSection(4000)}`,
    "admin",
  ],
  ["a key that was moved", "", FRESH.replace(KEY, MOVED), undefined],
  [
    "a key that was moved, in the config file",
    `[profile work]\n${MOVED}`,
    section("work-mfa", "work", 4000),
    "work",
  ],
  [
    "a role of a key that was moved",
    ADMIN,
    `${FRESH.replace(KEY, MOVED)}${roleSection(4000)}`,
    "admin",
  ],
  ["a default without keys", "[default]\nregion = r\n", FRESH, undefined],
])("is at hand: %s", (_what, one, other, named) => {
  expect(quick(one, other, named, {})).toEqual(full(one, other, named, {}));
  expect(quick(one, other, named, {})).toHaveProperty("statements.length");
});

it.each<[string, string, string, string | undefined]>([
  ["line ends of Windows", "", FRESH.replaceAll("\n", "\r\n"), "work"],
  ["a repeated section", "", `${FRESH}[work]\n`, "work"],
  ["a header that is not plain", "[profile 'work']\n", FRESH, "work"],
  ["keys for all sections", "", `[DEFAULT]\na = b\n${FRESH}`, "work"],
  ["a role that is none", "[profile work]\nrole_arn = r\n", FRESH, "work"],
  [
    "a role of a role",
    `${ADMIN}[profile work]\nrole_arn = ${ROLE}\n`,
    `${FRESH}${roleSection(4000)}`,
    "admin",
  ],
  [
    "a role of another partition",
    ADMIN.replace("arn:aws:", "arn:aws-cn:") +
      "mfa_serial = arn:aws:iam::123456789012:mfa/mfa.user\n",
    `${FRESH}${roleSection(4000, ROLE.replace("arn:aws:", "arn:aws-cn:"))}`,
    "admin",
  ],
  [
    "a role by the environment",
    ADMIN.replace("source_profile = work", "credential_source = Environment"),
    `${FRESH}${roleSection(4000)}`,
    "admin",
  ],
  [
    "another device",
    "[profile work]\nmfa_serial = arn:aws:iam::123456789012:mfa/another\n",
    FRESH,
    "work",
  ],
  ["addresses of services", "[profile work]\nservices = s\n", FRESH, "work"],
  ["two fresh sessions", "", `${FRESH}[b]\n${KEY}${section("b-mfa", "b", 4000)}`, undefined],
  ["a region over two lines", "[profile work]\nregion = r\n  s\n", FRESH, "work"],
  ["a key of a program", "", FRESH.replace(KEY, "credential_process = p\n"), "work"],
  ["a key in no store", "", FRESH.replace(KEY, MOVED.replace("age", "vault")), "work"],
  ["no session", "", `[work]\n${KEY}`, "work"],
])("leaves the question: %s", (_what, one, other, named) =>
  expect(quick(one, other, named, {})).toBeUndefined(),
);
