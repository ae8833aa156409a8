import { describe, expect, it } from "vitest";
import {
  type Ykman,
  codeWords,
  findYkman,
  listWords,
  rememberLine,
  runYkman,
} from "../../src/codes/ykman.ts";
import { type FakeOptions, fakeContext } from "../support/context.ts";

const version = (major: number, minor = 0): Ykman => ({
  program: "ykman",
  version: [major, minor],
});
const says = (text: string) => ({ stdout: `YubiKey Manager (ykman) version: ${text}\n` });
const MISSING = { why: "missing", status: undefined } as const;

describe("what ykman is told", () => {
  it.each([
    [3, "oath list", "oath code --single -- -a", "ykman oath remember-password"],
    [4, "oath accounts list", "oath accounts code --single -- -a", "ykman oath access remember"],
    [5, "oath accounts list", "oath accounts code --single -- -a", "ykman oath access remember"],
  ])("version %i", (major, list, code, remember) => {
    const ykman = version(major);
    expect(listWords(ykman).join(" ")).toBe(list);
    expect(codeWords(ykman, "-a").join(" ")).toBe(code);
    expect(rememberLine(ykman)).toBe(remember);
  });
  it("the password by standing input, alone, and no code of ours", async () => {
    const fake = fakeContext({
      programs: [{ stdout: "492039\n" }],
      environment: { PATH: "/bin", AWSMFA_CODE: "111111" },
    });
    const told = (): void => undefined;
    const call = {
      ykman: version(4),
      key: "1",
      words: ["oath", "--", "id"],
      password: "s3cret",
      told,
    };
    await runYkman(call, fake.context);
    expect(fake.ran).toEqual([
      {
        command: ["ykman", "--device", "1", "oath", "--", "id"],
        environment: { PATH: "/bin", PYTHONUTF8: "1" },
        stdin: "s3cret\n",
        stderr: "collected",
        mayAsk: false,
        limit: 25_000,
        told,
      },
    ]);
    expect(fake.debug).toEqual(["ykman --device 1 oath --: status 0, 0 ms"]);
  });
  it("an empty line where there is none, so that it does not ask by itself", async () => {
    const fake = fakeContext({ programs: [{}] });
    await runYkman({ ykman: version(4), key: undefined, words: ["list"] }, fake.context);
    expect(fake.ran[0]).toMatchObject({ stdin: "\n", command: ["ykman", "list"] });
  });
});

describe("the ykman that is there", () => {
  const WSL = { environment: { WSL_DISTRO_NAME: "Debian" } };
  it.each<[string, FakeOptions, string[], unknown]>([
    ["3", { programs: [says("3.1.2")] }, ["ykman"], { program: "ykman", version: [3, 1] }],
    ["4", { programs: [says("4.0.9")] }, ["ykman"], { program: "ykman", version: [4, 0] }],
    ["5", { programs: [says("5.9.2-dev.0")] }, ["ykman"], { program: "ykman", version: [5, 9] }],
    [
      "that of Windows, on WSL",
      { ...WSL, programs: [MISSING, says("5.7.1\r")] },
      ["ykman", "ykman.exe"],
      { program: "ykman.exe", version: [5, 7] },
    ],
    [
      "that of Windows, on WSL by the kernel's word",
      {
        files: { "/proc/version": "Linux version 5.15.90.1-microsoft-standard-WSL2" },
        programs: [MISSING, MISSING, says("5.7.1")],
      },
      ["ykman", "ykman.exe", "/mnt/c/Program Files/Yubico/YubiKey Manager CLI/ykman.exe"],
      { version: [5, 7] },
    ],
    [
      "Linux's own, on WSL too",
      { ...WSL, programs: [says("4.0.9")] },
      ["ykman"],
      { program: "ykman" },
    ],
    [
      "where Windows has it",
      { platform: "win32", programs: [MISSING, MISSING, says("5.7.1")] },
      [
        "ykman",
        "C:/Program Files/Yubico/YubiKey Manager CLI/ykman.exe",
        "C:/Program Files/Yubico/YubiKey Manager/ykman.exe",
      ],
      { version: [5, 7] },
    ],
    [
      "none",
      { programs: [MISSING] },
      ["ykman"],
      {
        reason: "ykman, which reads YubiKeys, is not installed",
        hint: expect.stringContaining("apt install yubikey-manager"),
      },
    ],
    [
      "none on a Mac",
      { platform: "darwin", programs: [MISSING] },
      ["ykman"],
      { hint: "brew install ykman" },
    ],
    [
      "one that is broken",
      { programs: [{ status: 1, stderr: "ModuleNotFoundError: No module named 'fido2'\n" }] },
      ["ykman"],
      {
        reason: "ykman failed: ModuleNotFoundError: No module named 'fido2'",
        hint: "try it: ykman --version",
      },
    ],
    [
      "one that is another program",
      { programs: [{ stdout: "hello\n" }] },
      ["ykman"],
      { reason: "ykman does not tell its version", hint: "try it: ykman --version" },
    ],
  ])("%s", async (_title, options, tried, expected) => {
    const fake = fakeContext(options);
    expect(await findYkman(fake.context)).toMatchObject(expected as object);
    expect(fake.ran.map(({ command }) => command[0])).toEqual(tried);
  });
});
