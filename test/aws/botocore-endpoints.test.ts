/** Our addresses against botocore's: every region, service, FIPS, dual stack, and old regions of STS. */
import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { type Service, endpointOf } from "../../src/aws/endpoints.ts";
import { pythonWith } from "../support/tools.ts";

const python = pythonWith("botocore");
/** Clients are made and their requests caught before they are sent: url and signing region, or `null` where botocore refuses. */
const ASK = `
import itertools, json, os, sys
import botocore, botocore.session
from botocore.exceptions import EndpointVariantError
os.environ.update(AWS_ACCESS_KEY_ID="AKIAIOSFODNN7EXAMPLE", AWS_SECRET_ACCESS_KEY="x", AWS_CONFIG_FILE="/nowhere", AWS_SHARED_CREDENTIALS_FILE="/nowhere")
class Caught(Exception): pass
def ask(session, service, region):
    try: client = session.create_client(service, region_name=region)
    except EndpointVariantError: return None
    seen = []
    def catch(request, **_):
        authorization = request.headers["Authorization"]
        text = authorization.decode() if isinstance(authorization, bytes) else authorization
        seen.append([request.url.rstrip("/"), text.split("Credential=")[1].split("/")[2]])
        raise Caught()
    client.meta.events.register("before-send", catch)
    try: client.get_caller_identity() if service == "sts" else client.get_user()
    except Caught: pass
    return seen[0]
with open(os.path.join(os.path.dirname(botocore.__file__), "data", "partitions.json")) as file:
    listed = [region for partition in json.load(file)["partitions"] for region in partition["regions"]]
regions = [region for region in listed if not region.endswith("-global")] + ["us-new-9", "cn-new-1", "us-gov-new-2", "xx-nowhere-1"]
answers = []
for fips, dual, legacy in itertools.product([False, True], repeat=3):
    os.environ.update(AWS_USE_FIPS_ENDPOINT=str(fips), AWS_USE_DUALSTACK_ENDPOINT=str(dual), AWS_STS_REGIONAL_ENDPOINTS="legacy" if legacy else "regional")
    session = botocore.session.get_session()
    for service, region in itertools.product(["sts", "iam"], regions + ([] if fips or dual else ["aws-global"])):
        answers.append([service, region, fips, dual, legacy, ask(session, service, region)])
json.dump(answers, sys.stdout)
`;

type Answer = [
  service: Service,
  region: string,
  useFips: boolean,
  useDualStack: boolean,
  legacySts: boolean,
  endpoint: [url: string, region: string] | null,
];

describe.skipIf(python === undefined)("as botocore (needs python3 with botocore)", () => {
  it("calls", { timeout: 60_000 }, () => {
    const env = { PATH: process.env["PATH"] };
    const text = execFileSync(python ?? "", ["-c", ASK], { env, encoding: "utf8" });
    const answers = JSON.parse(text) as Answer[];
    expect(answers.length).toBeGreaterThan(700);
    const ours = answers.map(([service, region, useFips, useDualStack, legacySts]): Answer => {
      const configured = (): undefined => undefined;
      const switches = { useFips, useDualStack, legacySts };
      const found = endpointOf(service, { region, partition: undefined, configured, ...switches });
      const endpoint: Answer[5] = found === undefined ? null : [found.url, found.region];
      return [service, region, useFips, useDualStack, legacySts, endpoint];
    });
    const other = answers.flatMap((answer, index) =>
      JSON.stringify(answer) === JSON.stringify(ours[index])
        ? []
        : [{ botocore: answer, ours: ours[index]?.at(-1) }],
    );
    expect(other).toEqual([]);
  });
});
