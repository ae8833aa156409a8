import { expect, it } from "vitest";
import { checkRunning, running } from "../../src/sessions/running.ts";
import { failureOf, fakeContext } from "../support/context.ts";

const inside = (...profiles: string[]) =>
  profiles.reduce((context, profile) => running(profile, context), fakeContext().context);

it.each([
  ["the profile itself", ["work"], "work"],
  ["one further up", ["work", "other"], "work"],
  ["a name with a comma", ["a,b"], "a,b"],
  ["a name beyond ASCII", ["Büro 1"], "Büro 1"],
])("within %s a session is refused", async (_title, profiles, wanted) => {
  const { code, message, hint } = await failureOf(() => running(wanted, inside(...profiles)));
  expect(code).toBe("recursion");
  expect(message).toMatch(`a session for ${wanted} takes a session for ${wanted}: a program that`);
  expect(hint).toContain("aws configure get mfa_process --profile ");
});
it.each([
  ["another profile", ["work"], "other"],
  ["a part of a name", ["a,b"], "a"],
  ["nothing", [], "work"],
])("within %s it is not", (_title, profiles, wanted) =>
  expect(() => checkRunning(wanted, inside(...profiles).environment)).not.toThrow(),
);
it("the list is in the variable that programs are given, and nothing else of it changes", () => {
  const { context } = fakeContext({ environment: { PATH: "/bin" } });
  const { environment, ...rest } = running("b c", running("a", context));
  expect(environment).toEqual({ PATH: "/bin", AWSMFA_RUNNING: "a,b%20c" });
  const { environment: before, ...others } = context;
  expect([before, rest]).toEqual([{ PATH: "/bin" }, others]);
});
