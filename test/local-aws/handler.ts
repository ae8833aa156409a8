/** The local AWS itself: a request in, an answer out, without network and without clock. */

import type { Action } from "./call.ts";
import { type Circumstances, inPlaceOf, nextFault, spoiled } from "./faults.ts";
import { federate, isFederation } from "./federation.ts";
import type { Answer, Request, Response } from "./http.ts";
import { IAM_ACTIONS } from "./iam.ts";
import { Refusal } from "./refusal.ts";
import { authorizationOf } from "./authorization.ts";
import { authenticate } from "./signature.ts";
import { STS_ACTIONS } from "./sts.ts";
import type { World } from "./world.ts";
import { errorDocument, resultDocument } from "./xml.ts";

interface Service {
  readonly name: "sts" | "iam";
  readonly version: string;
  readonly namespace: string;
  readonly actions: Readonly<Record<string, Action>>;
}

const STS: Service = {
  name: "sts",
  version: "2011-06-15",
  namespace: "https://sts.amazonaws.com/doc/2011-06-15/",
  actions: STS_ACTIONS,
};
const IAM: Service = {
  name: "iam",
  version: "2010-05-08",
  namespace: "https://iam.amazonaws.com/doc/2010-05-08/",
  actions: IAM_ACTIONS,
};

/**
 * Answers a request of the AWS Query protocol and remembers what it did in the world. Both services
 * are behind one address: the API version tells them apart.
 * @param now the machine's clock, in milliseconds; AWS's is the world's knob away
 */
export async function handle(world: World, request: Request, now: number): Promise<Answer> {
  const awsNow = now + world.clockOffset;
  const federation = isFederation(request);
  const parameters = new URLSearchParams(federation ? request.path.split("?")[1] : request.body);
  const action = parameters.get("Action") ?? "";
  const service = [STS, IAM].find((each) => each.version === parameters.get("Version"));
  const { accessKeyId = "", region = "" } = authorizationOf(request) ?? {};
  const record = (outcome: string): void => {
    world.requests.push({ service: service?.name ?? "none", action, accessKeyId, region, outcome });
  };

  const circumstances = circumstancesOf(world, action, service ?? STS, awsNow);
  const fault = world.intercept?.(request, action) ?? nextFault(world.faults, action);
  if (typeof fault === "object") {
    record("replaced");
    return fault;
  }
  const instead = fault === undefined ? undefined : inPlaceOf(fault, circumstances);
  if (instead !== undefined) {
    record(fault ?? "");
    return instead;
  }
  if (federation) return federate(world, request, awsNow);
  const { outcome, response } = await respond(world, request, parameters, service, circumstances);
  record(fault ?? outcome);
  return fault === undefined ? response : spoiled(fault, response, circumstances);
}

function circumstancesOf(
  world: World,
  action: string,
  { namespace }: Service,
  awsNow: number,
): Circumstances {
  const requestId = `00000000-0000-4000-8000-${String(world.requests.length).padStart(12, "0")}`;
  const headers = {
    "content-type": "text/xml",
    date: new Date(awsNow).toUTCString(),
    "x-amzn-requestid": requestId,
  };
  return { action, namespace, requestId, headers, awsNow };
}

async function respond(
  world: World,
  request: Request,
  parameters: URLSearchParams,
  service: Service | undefined,
  { requestId, headers, awsNow }: Circumstances,
): Promise<{ readonly outcome: string; readonly response: Response }> {
  try {
    const { name, run, namespace } = operationOf(request, parameters, service);
    const caller = await authenticate(
      world,
      request,
      namespace === IAM.namespace ? "iam" : "sts",
      awsNow,
    );
    const result = run({ world, caller, parameters, awsNow });
    const body = resultDocument(name, namespace, result, requestId);
    return { outcome: "ok", response: { status: 200, headers, body } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const body = errorDocument((service ?? STS).namespace, error, requestId);
    return { outcome: error.code, response: { status: error.status, headers, body } };
  }
}

/** The action that a request asks for; throws when it is no request of the Query protocol. */
function operationOf(
  request: Request,
  parameters: URLSearchParams,
  service: Service | undefined,
): { readonly name: string; readonly namespace: string; readonly run: Action } {
  const form =
    request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
  const name = parameters.get("Action");
  if (request.method !== "POST" || request.path !== "/" || !form || name === null) {
    throw new Refusal(400, "MissingAction", "The request must contain the parameter Action");
  }
  const run =
    service !== undefined && Object.hasOwn(service.actions, name)
      ? service.actions[name]
      : undefined;
  if (service !== undefined && run !== undefined)
    return { name, namespace: service.namespace, run };
  const version = parameters.get("Version") ?? "";
  throw new Refusal(
    400,
    "InvalidAction",
    `Could not find operation ${name} for version ${version}`,
  );
}
