import { createServer } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { signedIn } from "../support/signed-in.ts";
import { which } from "../support/tools.ts";

/** Docker's own program, where it is: what it makes of the file of variables. A stand-in for its daemon hears it. */

/** Listens as the daemon does, and refuses to make a container. @returns the environments that were asked for */
async function daemon(socket: string): Promise<string[][]> {
  const asked: string[][] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => void (body += String(part)));
    request.on("end", () => {
      response.setHeader("api-version", "1.41");
      if (request.url?.includes("/containers/create") !== true) return response.end("OK");
      asked.push((JSON.parse(body) as { Env: string[] }).Env);
      return response.writeHead(500).end(JSON.stringify({ message: "no container here" }));
    });
  });
  await new Promise<void>((done) => server.listen(socket, done));
  onTestFinished(() => void server.close());
  return asked;
}

describe.skipIf(which("docker") === undefined)("docker", () => {
  it.each([
    "docker run --env-file <(awsmfa -p mfa.user-identity env --shell docker) image",
    "awsmfa exec -- docker run -e AWS_ACCESS_KEY_ID -e AWS_SECRET_ACCESS_KEY -e AWS_SESSION_TOKEN -e AWS_REGION image",
  ])("has the session in the container's environment: %s", async (line) => {
    const box = await signedIn();
    const socket = `${box.home}/docker.sock`;
    const asked = await daemon(socket);
    const env = { DOCKER_HOST: `unix://${socket}`, AWS_PROFILE: undefined };
    const { stderr } = await box.start("bash", ["-c", line], { env });
    expect(stderr).toContain("no container here");
    const [variables = []] = asked;
    const credentials = box.awsFiles().credentials ?? "";
    const [, token] = /^aws_session_token = (.*)$/m.exec(credentials) ?? [];
    expect(variables).toEqual(
      expect.arrayContaining([
        "AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE",
        expect.stringMatching(/^AWS_SECRET_ACCESS_KEY=\S+$/),
        `AWS_SESSION_TOKEN=${token}`,
        "AWS_REGION=us-west-2",
      ]),
    );
  });
});
