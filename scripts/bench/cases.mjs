// What is measured.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { generateSync } from "otplib";
import { DEVICE_SECRET, homeOf, serialOf } from "./world.mjs";

const program = new URL("../../bin/awsmfa.js", import.meta.url).pathname;

/**
 * The cases, bare Node first. @param {string} folder of the homes @param {string} url of the local AWS
 * @returns {import("../bench.mjs").Case[]}
 */
export function casesOf(folder, url) {
  const node = process.execPath;
  const code = () => generateSync({ secret: DEVICE_SECRET, epoch: Math.floor(Date.now() / 1000) });
  const at = (/** @type {string} */ home) => ({ HOME: join(folder, home), AWS_ENDPOINT_URL: url });
  const login = (/** @type {string} */ kind) => (/** @type {number} */ run) => ({
    ...at(`${kind}-${run}`),
    AWSMFA_CODE: code(),
  });

  homeOf(join(folder, "small"), 0, [`mfa_serial = ${serialOf(0)}`], 1);
  homeOf(join(folder, "large"), 1, [`mfa_serial = ${serialOf(1)}`], 10_000);
  for (const home of ["small", "large"])
    execFileSync(node, [program, "login"], {
      env: { PATH: process.env["PATH"] ?? "", ...at(home), AWSMFA_CODE: code() },
      stdio: ["ignore", "ignore", "inherit"],
    });

  const small = () => at("small");
  return [
    { name: "`node -e 0`", command: [node, "-e", "0"], node: true },
    {
      name: "`awsmfa --version`",
      command: [node, program, "--version"],
      environment: small,
      aim: 1.1,
      node: true,
    },
    {
      name: "`awsmfa --help`",
      command: [node, program, "--help"],
      environment: small,
      aim: 1.5,
      node: true,
    },
    {
      name: "`awsmfa env`",
      command: [node, program, "env"],
      environment: small,
      aim: 1.1,
      node: true,
    },
    {
      name: "`awsmfa credential-process`",
      command: [node, program, "credential-process"],
      environment: small,
      aim: 1.1,
      node: true,
    },
    {
      name: "`awsmfa status --prompt`",
      command: [node, program, "status", "--prompt"],
      environment: small,
      aim: 1.1,
      node: true,
    },
    {
      name: "`awsmfa env`, 10,000 profiles",
      command: [node, program, "env"],
      environment: () => at("large"),
      aim: 1.5,
      beside: "`awsmfa env`",
      node: true,
    },
    {
      name: "`awsmfa login --force`, `mfa_serial`",
      command: [node, program, "login", "--force"],
      environment: login("login"),
      aim: 3.2,
      node: true,
    },
    {
      name: "`awsmfa login --force`, look-up",
      command: [node, program, "login", "--force"],
      environment: login("lookup"),
      aim: 3.6,
      node: true,
    },
    ...aws(),
  ];
}

/** The AWS CLI, where it is there. @returns {import("../bench.mjs").Case[]} */
function aws() {
  try {
    execFileSync("aws", ["--version"], { stdio: "ignore" });
  } catch {
    return [];
  }
  return [
    {
      name: "`aws --version`",
      command: ["aws", "--version"],
      environment: () => ({ HOME: process.env["HOME"] ?? "" }),
      node: false,
    },
  ];
}
