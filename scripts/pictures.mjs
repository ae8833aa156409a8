// Draws the pictures of docs/pictures: runs the program as the demo does and makes its screen an SVG.
// Usage: npm run -s build && node scripts/pictures.mjs
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { setStage } from "./demo/stage.mjs";
import { linesOf, onTerminal, screenOf } from "./demo/terminal.mjs";

const COLUMNS = 92;
const CELL = { width: 8.4, height: 18, baseline: 13 };
const EDGE = 14;
const INK = { text: "#d4d4d4", dim: "#8a8a8a", paper: "#1e1e1e" };
/** Black, red, green, yellow, blue, magenta, cyan, white; then the bright ones. */
const COLOURS =
  "#1e1e1e #e06c75 #98c379 #e5c07b #61afef #c678dd #56b6c2 #d4d4d4 #5c6370 #e06c75 #98c379 #e5c07b #61afef #c678dd #56b6c2 #ffffff".split(
    " ",
  );

const folder = fileURLToPath(new URL("../docs/pictures/", import.meta.url));
mkdirSync(folder, { recursive: true });
const stage = await setStage({ colour: true });
try {
  const screen = screenOf(COLUMNS, 40);
  const type = typist(screen, stage);
  await type("awsmfa login", {
    answers: [
      { question: "MFA code for", keys: stage.code },
      { question: "Save it?", keys: () => "n" },
    ],
  });
  await type("awsmfa status");
  await type("eval $(awsmfa env) && node whoami.mjs");
  await type("awsmfa login");
  draw("session", "a session: login, status, env, and a login that needs no code", screen);

  const other = screenOf(COLUMNS, 40);
  await typist(other, stage.newcomer)("awsmfa setup accessKeys.csv", {
    answers: [
      { question: "Name of its profile", keys: () => "" },
      { question: "Region of", keys: () => "us-west-2" },
      { question: "Code that the app shows then:", keys: stage.scan },
      { question: "Delete accessKeys.csv?", keys: () => "" },
    ],
  });
  draw("setup", "a new user: from a CSV file to a session in one command", other);
} finally {
  await stage.close();
}

/**
 * Types command lines onto a screen.
 * @param {import("@xterm/headless").Terminal} screen
 * @param {Pick<import("./demo/stage.mjs").Stage, "home" | "environment">} at
 */
function typist(screen, { home, environment }) {
  return async (
    /** @type {string} */ command,
    /** @type {Pick<Parameters<typeof onTerminal>[1], "answers">} */ more = {},
  ) => {
    await new Promise((done) =>
      screen.write(`\u001b[36m$\u001b[39m ${command}\r\n`, () => done(0)),
    );
    const status = await onTerminal(command, { screen, environment, folder: home, ...more });
    if (status !== 0) throw new Error(`${command} ended with status ${status}`);
  };
}

/**
 * Writes a screen as an SVG, down to its last line that is not empty.
 * @param {string} name @param {string} title @param {import("@xterm/headless").Terminal} screen
 */
function draw(name, title, screen) {
  const rows = linesOf(screen).findLastIndex((line) => line !== "") + 1;
  const [width, height] = [
    Math.ceil(COLUMNS * CELL.width + 2 * EDGE),
    rows * CELL.height + 2 * EDGE,
  ];
  const texts = Array.from({ length: rows }, (_, row) => rowOf(screen, row)).flat();
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" rx="8" fill="${INK.paper}"/>`,
    `<g font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" xml:space="preserve">`,
    ...texts,
    "</g>",
    "</svg>",
  ];
  writeFileSync(`${folder}${name}.svg`, `${svg.join("\n")}\n`);
}

/**
 * The runs of a row that look alike, each as a text of its exact width.
 * @param {import("@xterm/headless").Terminal} screen @param {number} row
 * @returns {string[]}
 */
function rowOf(screen, row) {
  const line = screen.buffer.active.getLine(row);
  /** @type {{ at: number, text: string, look: string }[]} */
  const runs = [];
  for (let at = 0; at < COLUMNS; at += 1) {
    const cell = line?.getCell(at);
    if (cell === undefined || cell.getWidth() === 0) continue;
    const ink = cell.isFgPalette() ? COLOURS[cell.getFgColor()] : INK.text;
    const look = `fill="${cell.isDim() ? INK.dim : ink}"${cell.isBold() ? ' font-weight="bold"' : ""}`;
    const last = runs.at(-1);
    if (last?.look === look) last.text += cell.getChars() || " ";
    else runs.push({ at, text: cell.getChars() || " ", look });
  }
  return runs
    .filter(({ text }) => text.trim() !== "")
    .map(({ at, text, look }) => {
      const shown = text.trimEnd();
      const x = (EDGE + at * CELL.width).toFixed(1);
      const y = EDGE + row * CELL.height + CELL.baseline;
      const length = (Array.from(shown).length * CELL.width).toFixed(1);
      return `<text x="${x}" y="${y}" textLength="${length}" ${look}>${escaped(shown)}</text>`;
    });
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
