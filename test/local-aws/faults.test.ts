import { describe, expect, it } from "vitest";
import { exampleWorld } from "./example.ts";
import { FAULTS, type FaultName, type PlannedFault, nextFault } from "./faults.ts";
import { handle } from "./handler.ts";
import type { Answer } from "./http.ts";

const NOW = Date.UTC(2026, 10, 22, 4, 20);

/** What a bare request of an action gets; AWS would refuse it for its missing signature. */
function ask(faults: PlannedFault[], action = "GetSessionToken", version = "2011-06-15") {
  const world = exampleWorld({ faults });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const body = new URLSearchParams({ Action: action, Version: version }).toString();
  return handle(world, { method: "POST", path: "/", headers, body }, NOW);
}

function outline(answer: Answer): string {
  if (typeof answer === "string") return answer;
  const { status, headers, body, delivery = "whole" } = answer;
  const code = /<Code>(\w+)/.exec(body)?.[1] ?? (body === "" ? "empty" : body.slice(0, 9));
  return `${status} ${code} ${delivery}${headers["date"] === undefined ? "" : ", dated"}`;
}

describe("a fault in AWS's place", () => {
  it.each<[FaultName, string]>([
    ["throttled", "400 Throttling whole, dated"],
    ["500", "500 InternalFailure whole, dated"],
    ["503", "503 ServiceUnavailable whole, dated"],
    ["500-empty", "500 empty whole"],
    ["502-empty", "502 empty whole"],
    ["503-empty", "503 empty whole"],
    ["hang", "hang"],
    ["drop", "drop"],
    ["reset", "reset"],
    ["html-200", "200 <!DOCTYPE whole"],
    ["html-302", "302 <!DOCTYPE whole"],
    ["html-403", "403 <!DOCTYPE whole"],
    ["html-503", "503 <!DOCTYPE whole"],
    ["html-511", "511 <!DOCTYPE whole"],
    ["no-result", "200 <GetSessi whole, dated"],
  ])("%s: %s", async (fault, expected) => {
    expect(outline(await ask([{ fault }]))).toBe(expected);
  });

  it("is of the service that was asked", async () => {
    const iam = await ask([{ fault: "throttled" }], "ListMFADevices", "2010-05-08");
    expect(typeof iam === "string" ? iam : iam.body).toContain("https://iam.amazonaws.com/doc/");
  });
});

describe("a fault after AWS acted", () => {
  it.each<[FaultName, string]>([
    ["lose", "drop"],
    ["lose-reset", "reset"],
    ["lose-hang", "hang"],
    ["cut", "403 MissingAuthenticationToken cut, dated"],
    ["cut-chunked", "403 MissingAuthenticationToken cut-chunked, dated"],
    ["trickle", "403 MissingAuthenticationToken trickle, dated"],
  ])("%s: %s", async (fault, expected) => {
    expect(outline(await ask([{ fault }]))).toBe(expected);
  });
});

describe("planned faults", () => {
  const play = (planned: PlannedFault[], ...actions: string[]) =>
    actions.map((action) => nextFault(planned, action) ?? "well");
  it.each<[string, PlannedFault[], string[], string[]]>([
    ["none", [], ["A"], ["well"]],
    ["one for ever", [{ fault: "503" }], ["A", "B", "A"], ["503", "503", "503"]],
    ["of an action", [{ fault: "503", action: "A" }], ["B", "A", "B"], ["well", "503", "well"]],
    ["twice, then well", [{ fault: "503", times: 2 }], ["A", "A", "A"], ["503", "503", "well"]],
    [
      "one after the other",
      [
        { fault: "reset", times: 1 },
        { fault: "throttled", action: "A", times: 1 },
        { fault: "hang", action: "B" },
      ],
      ["A", "B", "A", "A", "B"],
      ["reset", "hang", "throttled", "well", "hang"],
    ],
  ])("%s", (_, planned, actions, expected) => {
    expect(play(planned, ...actions)).toEqual(expected);
  });

  it("can be written as JSON, every one", () => {
    const faults = FAULTS.map((fault) => ({ fault, times: 1 }));
    expect(JSON.parse(JSON.stringify(faults))).toEqual(faults);
  });
});
