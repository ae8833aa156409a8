/** The table of what is done for a new user, in its order. Each stage is told, carried out, and skipped where it is done. */
import { carryOut } from "../devices/steps.ts";
import { removeCsv } from "../keys/csv-file.ts";
import { writeImport } from "../keys/import.ts";
import { shortPath } from "../profiles/aws-paths.ts";
import { configSectionOf } from "../profiles/names.ts";
import { getSession, wantSession } from "../sessions/get.ts";
import { sessionLine } from "../sessions/words.ts";
import { CALL, check, checkLine } from "./check.ts";
import { enrolmentFor } from "./enrolment.ts";
import type { Stage } from "./stage.ts";
import { deviceLine, keyLine } from "./words.ts";

const key: Stage = {
  name: "key",
  async plan({ plan, region, situation }) {
    const { profile, outcome } = plan;
    const { credentials, config } = situation.paths;
    const put = outcome === "replaced" ? "set the secret right in" : "write the access key to";
    return [
      ...(outcome === "kept" ? [] : [`${put} [${profile}] in ${credentials}`]),
      ...(region === undefined ? [] : [`write region = ${region} for ${profile} in ${config}`]),
    ];
  },
  async act(way) {
    const { plan, region, situation, context } = way;
    const { output, home } = context;
    const path = shortPath(situation.paths.credentials, home);
    if (plan.outcome !== "kept")
      output.news(`  writing ${plan.key.accessKeyId} into [${plan.profile}] of ${path} …`);
    await writeImport(plan, region, situation.paths, context);
    return keyLine(way, path);
  },
};

const device: Stage = {
  name: "device",
  async plan(way) {
    if (!way.enrols) return [];
    const { steps } = await enrolmentFor(way);
    return steps.map(({ words }) => words);
  },
  async act(way, after) {
    if (way.enrols) {
      const enrolment = await enrolmentFor(way);
      await carryOut(enrolment.steps, way.context, after);
      way.enrolled = enrolment.enrolled();
      way.code = await enrolment.code();
    }
    return deviceLine(way);
  },
};

const session: Stage = {
  name: "session",
  async plan({ plan: { profile }, situation }) {
    const name = `${profile}-mfa`;
    return [
      "get a session with a code, unless there is a fresh one (sts:GetSessionToken)",
      `write it to [${name}] in ${situation.paths.credentials}, and to [${configSectionOf(name)}] in ${situation.paths.config}`,
    ];
  },
  async act(way) {
    const { context, plan, code } = way;
    const options = { profile: plan.profile, force: false, ...(code !== undefined && { code }) };
    const wanted = await wantSession(options, "", context);
    way.got = await getSession(wanted, options, context);
    return sessionLine(way.got.obtained, way.got.now, context.output.newsPaint);
  },
};

const proof: Stage = {
  name: "check",
  plan: async () => [`try a call that needs MFA, without the session and with it (${CALL})`],
  async act(way) {
    if (way.got === undefined) return undefined;
    way.checked = await check(way.got, way.context);
    return checkLine(way.checked, way.context.output.newsPaint);
  },
};

const file: Stage = {
  name: "file",
  async plan({ options, found: { csv } }) {
    if (csv === undefined || csv.path === "-") return [];
    return [options.deleteCsv ? `delete ${csv.path}` : `offer to delete ${csv.path}`];
  },
  async act(way) {
    const { context, options } = way;
    const { csv } = way.found;
    if (csv === undefined || csv.path === "-") return undefined;
    const { terminal, output, home } = context;
    const path = shortPath(csv.path, home);
    const isAsked = !options.deleteCsv && (await terminal.unusable()) === undefined;
    const question = `Delete ${path}? The secret stands in it for all who can read it.`;
    const wanted = options.deleteCsv || (isAsked && (await terminal.confirm(question)) === true);
    way.csvDeleted = wanted && (await removeCsv(csv.path, csv.text, true, context));
    return way.csvDeleted
      ? `${output.newsPaint("good", "✔")} ${path} is deleted`
      : `${output.newsPaint("soon", "!")} ${path} still has the secret: delete it`;
  },
};

/** Every stage. */
export const STAGES: readonly Stage[] = [key, device, session, proof, file];
