import { chmodSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { onTerminal } from "../support/pty.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { which } from "../support/tools.ts";
import { QUESTION } from "../support/wording.ts";

/** `ssh` with `aws ssm start-session` as its ProxyCommand, by `exec`; a stand-in for `aws`. */

/** The stand-in: notes what it was called with and by whose key, and sends back what it gets, byte for byte. */
const ECHO = `#!/bin/sh
printf '%s\\n' "$*" "$AWS_ACCESS_KEY_ID" >called
exec cat
`;
/** Speaks the first line of an SSH server, keeps the client's, and hangs up. */
const SERVER = `#!/bin/sh
printf '%s\\n' "$*" "$AWS_ACCESS_KEY_ID" >called
printf 'SSH-2.0-standin\\r\\n'
head -n 1 >banner
`;
const PROXY =
  "awsmfa exec -- aws ssm start-session --target i-0123456789abcdef0 --document-name AWS-StartSSHSession --parameters portNumber=22";
const CALLED =
  /^ssm start-session --target i-0123456789abcdef0 --document-name AWS-StartSSHSession --parameters portNumber=22\nASIA\w+\n$/;

async function withAws(text: string): Promise<Sandbox> {
  const box = await sandbox();
  box.put("../bin/aws", text);
  chmodSync(`${box.home}/../bin/aws`, 0o755);
  return box;
}

describe("as a ProxyCommand", () => {
  it("every byte goes through pipes both ways, with the question on the terminal in between", async () => {
    const box = await withAws(ECHO);
    const bytes = Array.from({ length: 65_536 }, (_, at) => String.fromCharCode((at * 7) & 255));
    box.put("sent", bytes.join(""));
    const pty = onTerminal(box, `cat sent | ${PROXY} | cat >got; echo over`);
    await pty.waitFor(QUESTION);
    await pty.enterCode(box.code());
    await pty.waitFor("over");
    expect(box.get("got")).toBe(box.get("sent"));
    expect(box.get("called")).toMatch(CALLED);
  });
});

describe.skipIf(which("ssh") === undefined)("ssh itself", () => {
  it("asks for the code, then speaks to the other end", async () => {
    const box = await withAws(SERVER);
    box.put(".ssh/config", `Host i-*\n  ProxyCommand ${PROXY.replace(/i-\w+/, "%h")}\n`);
    const line =
      "ssh -F .ssh/config -o UserKnownHostsFile=none ec2-user@i-0123456789abcdef0; echo over";
    const pty = onTerminal(box, line);
    await pty.waitFor(QUESTION);
    await pty.enterCode(box.code());
    await pty.waitFor("over");
    expect(box.get("called")).toMatch(CALLED);
    expect(box.get("banner")).toMatch(/^SSH-2\.0-OpenSSH/);
  });
});
