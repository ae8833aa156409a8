// A disposable home with AWS's two files and, beside it, a local AWS that knows their key and a telephone.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown } from "rolldown";

const root = resolve(fileURLToPath(new URL("../..", import.meta.url)));

/** The files as an onboarding page would have a new user write them, remarks of the user's own included. */
const FILES = {
  credentials: `# my keys, as the onboarding page told me

[mfa.user-identity]
aws_access_key_id=AKIAIOSFODNN7EXAMPLE
aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY

; for the container on my desk
[localstack]
aws_access_key_id=test
aws_secret_access_key=test
`,
  config: `[profile mfa.user-identity]
region=us-west-2
output=json

# everything below is local
[profile localstack]
region=us-east-1
output=text
`,
};

/** The file that the console gives with a new access key, as a browser puts it. */
const CSV =
  "\ufeffUser name,Access key ID,Secret access key\r\njane,AKIAI44QH8DHBEXAMPLE,je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY\r\n";

/**
 * What the demo plays on.
 * @typedef {object} Stage
 * @property {string} home the disposable home
 * @property {string} url where the local AWS listens, on the loopback interface
 * @property {Readonly<Record<string, string>>} environment all that programs on the stage get to see
 * @property {{ readonly home: string, readonly environment: Readonly<Record<string, string>> }} newcomer the home of
 *   somebody who has nothing but a file of the console
 * @property {() => string} code the code that the telephone shows now
 * @property {(lines: readonly string[]) => string} scan the code that a telephone shows which scans these lines of a
 *   screen, with the QR code of a new device
 * @property {() => string[]} calls what the local AWS was asked so far, as `sts:GetCallerIdentity`
 * @property {() => { name: string, bytes: number, same: boolean }[]} compare AWS's files with what they were
 * @property {() => Promise<void>} close ends the local AWS and removes the home
 */

/**
 * Sets the stage.
 * @param {{ readonly colour: boolean }} options whether programs may use colours
 * @returns {Promise<Stage>}
 */
export async function setStage({ colour }) {
  const folder = mkdtempSync(join(tmpdir(), "awsmfa-demo-"));
  const sweep = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  // Whatever ends this process, a failure or a signal that was handled, nothing stays behind.
  process.once("exit", sweep);

  const home = join(folder, "home");
  const aws = join(home, ".aws");
  mkdirSync(aws, { recursive: true, mode: 0o700 });
  for (const [name, text] of Object.entries(FILES))
    writeFileSync(join(aws, name), text, { mode: 0o600 });
  const newcomer = join(folder, "new");
  mkdirSync(newcomer, { mode: 0o700 });
  writeFileSync(join(newcomer, "accessKeys.csv"), CSV, { mode: 0o600 });
  mkdirSync(join(folder, "bin"));
  symlinkSync(join(root, "bin", "awsmfa.js"), join(folder, "bin", "awsmfa"));
  symlinkSync(fileURLToPath(import.meta.resolve("./whoami.mjs")), join(home, "whoami.mjs"));

  const local = await localAws(folder);
  const jane = {
    name: "jane",
    keys: [{ id: "AKIAI44QH8DHBEXAMPLE", secret: "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY" }],
    denyWithoutMfa: local.FORCE_MFA,
  };
  const world = local.createWorld({ users: [local.EXAMPLE_USER, jane] });
  const served = await local.serveWorld(world);
  const environmentOf = (/** @type {string} */ HOME) => ({
    HOME,
    PATH: [join(folder, "bin"), dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter),
    SHELL: "/bin/sh",
    TERM: "xterm-256color",
    LANG: "C.UTF-8",
    PS1: "$ ",
    AWS_ENDPOINT_URL: served.url,
    // Eight lines about Node 20, which have no place in a demo.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    ...(process.env["TZ"] === undefined ? {} : { TZ: process.env["TZ"] }),
    ...(colour ? {} : { NO_COLOR: "1" }),
  });
  return {
    home,
    url: served.url,
    environment: environmentOf(home),
    newcomer: { home: newcomer, environment: environmentOf(newcomer) },
    code: () => local.codeOf(world, local.EXAMPLE_SERIAL, Date.now()),
    scan: (lines) => {
      const secret = /[?&]secret=(\w+)/.exec(local.readScreen(lines) ?? "")?.[1];
      if (secret === undefined) throw new Error("there is no QR code on the screen");
      return local.codeAt(secret, Math.floor(Date.now() / 30_000));
    },
    calls: () => served.requests.map(({ service, action }) => `${service}:${action}`),
    compare: () => comparison(aws),
    close: async () => {
      await served.close();
      process.removeListener("exit", sweep);
      sweep();
    },
  };
}

/**
 * The local AWS of the tests and a telephone's eye, made into JavaScript.
 * @param {string} folder where it may be put
 * @returns {Promise<typeof import("../../test/local-aws/server.ts")
 *   & typeof import("../../test/local-aws/example.ts") & typeof import("../../test/local-aws/totp.ts")
 *   & typeof import("../../test/local-aws/world.ts") & typeof import("../../test/support/qr-screen.ts")>}
 */
async function localAws(folder) {
  const names = ["server", "example", "totp", "world", "qr-screen"];
  const build = await rolldown({
    input: names.map((name) =>
      join(root, "test", name === "qr-screen" ? "support" : "local-aws", `${name}.ts`),
    ),
    platform: "node",
  });
  const dir = join(folder, "local-aws");
  await build.write({ dir, format: "esm", entryFileNames: "[name].mjs" });
  await build.close();
  // oxlint-disable-next-line import/no-dynamic-require -- it has just been made
  const parts = names.map((name) => import(pathToFileURL(join(dir, `${name}.mjs`)).href));
  return Object.assign({}, ...(await Promise.all(parts)));
}

/**
 * Every file that there was, and every one that there is now, byte by byte.
 * @param {string} aws the folder
 */
function comparison(aws) {
  const names = new Set([...Object.keys(FILES), ...readdirSync(aws)]);
  return [...names].map((name) => {
    const path = join(aws, name);
    const now = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
    const was = Object.entries(FILES).find(([key]) => key === name)?.[1];
    return { name, bytes: now.length, same: was !== undefined && now.equals(Buffer.from(was)) };
  });
}
