import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hasBwrap, useFolder, useWorker } from "./files-world.ts";

const { at, names } = useFolder();
const { run } = useWorker();

const text = (name: string): string => readFileSync(at(name), "latin1");
const put = (name: string): void => writeFileSync(at(name), "old");

const bwrap = (...walls: string[]): string[] => ["bwrap", "--dev-bind", "/", "/", ...walls];

describe.skipIf(!hasBwrap)("mounts (needs bwrap)", () => {
  it("a file that is mounted by itself", () => {
    put("a file");
    const path = at("a file");
    const refusal = {
      code: "file-unwritable",
      message: `cannot write ${path}: it is mounted by itself, so it cannot be replaced`,
      hint: `mount its folder ${path.slice(0, -7)} instead of the file`,
    };
    for (const command of ["check", "set", "remove"]) {
      expect(run([command, path, "new"], { through: bwrap("--bind", path, path) }).value).toEqual(
        refusal,
      );
    }
    expect([text("a file"), names()]).toEqual(["old", ["a file"]]);
  });
  it("a read-only file system, unless nothing is to change", () => {
    mkdirSync(at("d"));
    put("d/f");
    const through = bwrap("--ro-bind", at("d"), at("d"));
    for (const command of ["check", "set"]) {
      expect(run([command, at("d/f"), "new"], { through }).value).toEqual({
        code: "file-unwritable",
        message: `cannot write ${at("d/f")}: the file system is read-only`,
        hint: `see how it is mounted: findmnt -T ${at("d")}`,
      });
    }
    expect(run(["same", at("d/f")], { through }).value).toEqual({ outcome: "unchanged" });
  });
  it("a full disk, and leaves nothing there", () => {
    mkdirSync(at("d"));
    const script = `printf old >${at("d/f")}; "$@"; cat ${at("d/f")} >&2; ls ${at("d")} >&2`;
    const through = [...bwrap("--size", "65536", "--tmpfs", at("d")), "sh", "-c", script, "sh"];
    const { value, stderr } = run(["set", at("d/f"), "x100000"], { through });
    expect(value).toEqual({
      code: "file-unwritable",
      message: `cannot write ${at("d/f")}: the disk is full; the file is as it was`,
      hint: `see what is free: df -h ${at("d")}`,
    });
    expect(stderr).toBe("oldf\n");
  });
});
