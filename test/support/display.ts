/** A display of one test (Xvfb), and the fingers of a person on it (xdotool). */
import { spawn } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { onTestFinished, vi } from "vitest";
import type { Sandbox } from "./sandbox.ts";
import { which } from "./tools.ts";

/** @returns what DISPLAY is to be */
export async function display(): Promise<string> {
  // Without -noreset it begins anew whenever xdotool goes, and turns away who comes at that moment.
  const server = spawn("Xvfb", ["-displayfd", "3", "-nolisten", "tcp", "-noreset"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  onTestFinished(() => void server.kill("SIGKILL"));
  const pipe = server.stdio[3];
  if (pipe === null || pipe === undefined) throw new Error("no pipe");
  return new Promise(
    (resolve) => void pipe.once("data", (text: Buffer) => resolve(`:${text.toString().trim()}`)),
  );
}

/** A window as a person deals with it. */
export interface Window {
  /** Types a text and presses a key. */
  answer(text: string, key?: "Return" | "Escape"): Promise<void>;
}

/** What a person does on a display. */
export interface Screen {
  /** A window of ours that was not met before; waits for it. */
  window(): Promise<Window>;
  /** Waits until no window of ours is there. */
  empty(): Promise<void>;
}

/** The screen of a sandbox's display. @param ours how xdotool finds a window of ours */
export function screenOn(
  box: Sandbox,
  name: string,
  // kdialog puts its own name behind the title.
  ours = ["--name", "^awsmfa( .*)?$"],
): Screen {
  const met = new Set<string>();
  const xdotool = async (...words: string[]): Promise<string> =>
    (await box.start("xdotool", words, { env: { DISPLAY: name } })).stdout.trim();
  const windows = async (): Promise<string[]> =>
    (await xdotool("search", "--onlyvisible", ...ours)).split("\n").filter((id) => id !== "");
  const soon = { timeout: 20_000, interval: 50 };
  return {
    async window() {
      const id = await vi.waitUntil(async () => {
        for (const each of await windows()) {
          // A display gives a window's number again once it has gone; the process is another.
          const owner = await xdotool("getwindowpid", each);
          if (owner === "" || met.has(owner)) continue;
          met.add(owner);
          return each;
        }
        return undefined;
      }, soon);
      const isFocused = async (): Promise<boolean> => {
        await xdotool("windowfocus", id);
        return (await xdotool("getwindowfocus")) === id;
      };
      return {
        async answer(text, key = "Return") {
          await vi.waitUntil(isFocused, soon);
          if (text !== "") await xdotool("type", text);
          await xdotool("key", key);
        },
      };
    },
    async empty() {
      await vi.waitUntil(async () => (await windows()).length === 0, soon);
    },
  };
}

/** A PATH under the home on which these programs are and no others. */
export function pathWith(box: Sandbox, ...programs: string[]): string {
  const folder = `${box.home}/only`;
  mkdirSync(folder, { recursive: true });
  for (const name of new Set(programs)) symlinkSync(which(name) ?? name, `${folder}/${name}`);
  return folder;
}
