import { describe, expect, it } from "vitest";
import { readAwsFiles } from "../../src/profiles/aws-files.ts";
import { checkPlace, currentSession, sessionName, shownSession } from "../../src/sessions/place.ts";
import type { Session } from "../../src/sessions/session.ts";
import { NOW, exampleSession, failureOf, keySection } from "../support/context.ts";

function profile(settings: Readonly<Record<string, string>> = {}) {
  return { name: "work", settings: new Map(Object.entries(settings)) };
}

/** A session of `work`, made so many seconds after the others. */
function kept(name: string, later = 0, source = "work"): Session {
  return exampleSession({ name, source, issued: NOW + later * 1000 });
}

describe("the name of the session profile", () => {
  it.each<[string, string | undefined, Record<string, string>, Session[], string]>([
    ["by itself", undefined, {}, [], "work-mfa"],
    ["by --as", "today", { awsmfa_session_profile: "mine" }, [kept("old")], "today"],
    ["by its setting", undefined, { awsmfa_session_profile: "mine" }, [kept("old")], "mine"],
    ["where its session is", undefined, {}, [kept("old")], "old"],
    [
      "the usual one, if it is there too",
      undefined,
      {},
      [kept("old", 5), kept("work-mfa")],
      "work-mfa",
    ],
    [
      "of several others the newest",
      undefined,
      {},
      [kept("old"), kept("new", 5), kept("mid", 2)],
      "new",
    ],
    ["not where another's session is", undefined, {}, [kept("home-mfa", 0, "home")], "work-mfa"],
    ["with blanks", "my session", {}, [], "my session"],
    ["with signs", "a.b@c:d/e_f-g", {}, [], "a.b@c:d/e_f-g"],
    ["in other letters", "Zoë", {}, [], "Zoë"],
  ])("%s", (_, as, settings, sessions, name) => {
    expect(sessionName(profile(settings), as, sessions)).toBe(name);
  });

  it("is not the profile's own", async () => {
    expect(await failureOf(() => sessionName(profile(), "work", []))).toEqual({
      code: "usage",
      message: "the session of work needs a name of its own (--as)",
      hint: "choose another: awsmfa login --profile work --as work-mfa",
    });
  });

  it.each([
    "",
    " ",
    "a ",
    " a",
    "a]",
    "[a",
    "a\nb",
    "a\tb\u0000",
    "#a",
    ";a",
    "'a'",
    'a"b',
    "a\\b",
    "DEFAULT",
    "\u00a0a",
  ])("is not %j", async (as) => {
    expect(await failureOf(() => sessionName(profile(), as, []))).toEqual({
      code: "usage",
      message: `“${as}” (--as) cannot be the name of a profile`,
      hint: "letters, digits, dots and dashes will do: awsmfa login --profile work --as NAME",
    });
  });
});

describe("the session of a profile", () => {
  const sessions = [kept("old"), kept("new", 5), kept("home-mfa", 9, "home")];
  it.each([
    ["new", sessions[1]],
    ["old", sessions[0]],
    ["home-mfa", undefined],
    ["none", undefined],
  ])("under the name %s", (name, expected) => {
    expect(currentSession(profile(), name, sessions)).toBe(expected);
  });

  it.each<[string, Record<string, string>, Session[], string | undefined]>([
    ["the newest", {}, sessions, "new"],
    ["the usual one", {}, [...sessions, kept("work-mfa")], "work-mfa"],
    ["the one of its setting", { awsmfa_session_profile: "old" }, sessions, "old"],
    ["the newest, if its setting has none", { awsmfa_session_profile: "x" }, sessions, "new"],
    ["none", {}, [kept("home-mfa", 0, "home")], undefined],
  ])("to show: %s", (_, settings, given, name) => {
    expect(shownSession(profile(settings), given)?.name).toBe(name);
  });
});

describe("where a session may not be written", () => {
  const MARK = "manager = awsmfa\n";
  it.each([
    ["nothing is there", "", ""],
    ["both are ours", `[work-mfa]\n${MARK}`, `[profile work-mfa]\n${MARK}`],
    ["one is ours", "", `[profile work-mfa]\n${MARK}`],
    ["a plain section of the config file is no profile", "", "[work-mfa]\n"],
  ])("but it may: %s", (_, credentials, config) => {
    expect(() => checkPlace(readAwsFiles(config, credentials), "work-mfa", "work")).not.toThrow();
  });

  const foreign = "[work-mfa] of the credentials file was not written by awsmfa";
  it.each([
    ["over a long-term key", keySection("work-mfa"), "", "[work-mfa] holds a long-term access key"],
    [
      "over a long-term key with our mark",
      `${keySection("work-mfa")}${MARK}`,
      "",
      "[work-mfa] holds a long-term access key",
    ],
    ["over another's credentials", "[work-mfa]\nmanager = awsume\n", "", foreign],
    ["over an empty section", "[work-mfa]\n", "", foreign],
    ["over a section that [DEFAULT] marks", `[DEFAULT]\n${MARK}[work-mfa]\n`, "", foreign],
    [
      "over another's settings",
      `[work-mfa]\n${MARK}`,
      "[profile work-mfa]\nregion = x\n",
      "[profile work-mfa] of the config file was not written by awsmfa",
    ],
    [
      "over settings in quotes",
      "",
      "[profile 'work-mfa']\n",
      "[profile 'work-mfa'] of the config file was not written by awsmfa",
    ],
  ])("%s", async (_, credentials, config, what) => {
    const files = readAwsFiles(config, credentials);
    expect(await failureOf(() => checkPlace(files, "work-mfa", "work"))).toEqual({
      code: "foreign-section",
      message: `${what}, so it stays as it is`,
      hint: "choose another name for the session: awsmfa login --profile work --as NAME",
    });
  });
});
