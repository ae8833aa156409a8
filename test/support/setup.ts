/** New users: a world where one has a key and nothing else, CSV files as consoles give them, and a phone that reads the screen. */
import { expect } from "vitest";
import { type SetUp, type SetupOptions, run } from "../../src/commands/setup.ts";
import { secretOf } from "../../src/secrets/otpauth.ts";
import { EXAMPLE_KEY, EXAMPLE_USER, FORCE_MFA } from "../local-aws/example.ts";
import { codeAt, codeOf } from "../local-aws/totp.ts";
import { type UserDescription, type World, createWorld } from "../local-aws/world.ts";
import { type Answer, type Fake, type FakeOptions, fakeContext } from "./context.ts";
import { scanned } from "./devices.ts";
import type { Pty } from "./pty.ts";
import { readScreen } from "./qr-screen.ts";

/** The console's file of two columns, with its byte order mark. */
export const CSV = `\u00ef\u00bb\u00bfAccess key ID,Secret access key\r\n${EXAMPLE_KEY.id},${EXAMPLE_KEY.secret}\r\n`;

/** What the question for the code of a phone ends with. */
export const SCAN = "Code that the app shows then:";

/** A user without a device, of whom the group `Force_MFA` demands MFA. */
export function newcomer(
  user: Partial<UserDescription> = {},
  denied: readonly string[] = FORCE_MFA,
): World {
  return createWorld({
    users: [{ ...EXAMPLE_USER, devices: [], denyWithoutMfa: [...denied], ...user }],
  });
}

/** What a phone holds after it has scanned the screen: the secret in base32. */
export async function scan(pty: Pty): Promise<string> {
  await pty.waitFor(SCAN);
  // Its colours are colours, and no text on the screen.
  expect(pty.screen()).not.toContain("[97;40m");
  expect(pty.bytes()).toContain("\u001b[97;40m█");
  const uri = readScreen(pty.screen().split("\n"));
  expect(uri).toMatch(/^otpauth:\/\/totp\//);
  return secretOf(uri ?? "", "the screen").base32;
}

/** The code that such a phone shows now, or so many steps later. */
export function shownCode(secret: string, steps = 0): string {
  return codeAt(secret, Math.floor(Date.now() / 30_000) + steps);
}

/** Where the fake's file is. */
export const FILE = "/home/jane/accessKeys.csv";

/** What a person answers, by what is asked; the first that fits. */
export type Answers = readonly (readonly [RegExp, Answer])[];

/** Enter at everything, and the code of a phone that has scanned the code, or of the device that is there. */
export const USUAL: Answers = [
  [/Code that the app shows then|Scan/, (fake) => scanned(fake)],
  [/^MFA code for/, codeOfDevice],
  [/^Region of/, "eu-west-1"],
  [/Remove it\?/, "yes"],
  [/^Set up which access key\?/, "mfa.user-identity"],
  [/./, ""],
];

/** A later minute's code of the user's first device, so that none is spent. */
function codeOfDevice({ world, time }: Fake): string {
  time.now += 60_000;
  return codeOf(world, world.users[0]?.devices.at(-1)?.serial ?? "", time.now);
}

/** A fake whose person answers by the question; it may begin where another left the files. */
export function fakeSetup(
  options: FakeOptions & { readonly by?: Answers } = {},
  before?: Fake,
): Fake {
  const by = [...(options.by ?? []), ...USUAL];
  const answer = (fake: Fake): string => {
    const asked = fake.questions.at(-1) ?? "";
    const found = by.find(([pattern]) => pattern.test(asked))?.[1];
    if (found instanceof Error) throw found;
    return (typeof found === "function" ? found(fake) : found) as string;
  };
  const files = before === undefined ? { [FILE]: CSV } : Object.fromEntries(before.files);
  const fake = fakeContext({
    world: before?.world ?? newcomer(),
    answers: Array.from({ length: 40 }, () => answer),
    confirms: true,
    ...options,
    files: { ...files, ...options.files },
  });
  if (before !== undefined) fake.time.now = before.time.now + 60_000;
  return fake;
}

/** `setup` of that file, as far as options say nothing else. */
export function setUp(
  fake: Pick<Fake, "context">,
  options: Partial<SetupOptions> = {},
): Promise<SetUp> {
  return run({ csv: FILE, json: false, deleteCsv: false, dryRun: false, ...options }, fake.context);
}
