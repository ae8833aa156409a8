import { expect, it } from "vitest";
import { carriedOf } from "../../src/schedulers/carried.ts";

const ENVIRONMENT = {
  PATH: "/usr/bin",
  HOME: "/home/me",
  AWS_CONFIG_FILE: "/etc/aws",
  AWS_PROFILE: "work",
  AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
  AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  AWS_SESSION_TOKEN: "token",
  AWSMFA_CODE: "123456",
  AWS_ENDPOINT_URL_STS: "http://localhost:4566",
  https_proxy: "http://proxy:3128",
  DISPLAY: ":0",
  EMPTY: undefined,
};

it("carries what finds files, network and programs, and nothing secret", () => {
  expect(carriedOf(ENVIRONMENT, false)).toEqual({
    environment: {
      PATH: "/usr/bin",
      AWS_CONFIG_FILE: "/etc/aws",
      AWS_ENDPOINT_URL_STS: "http://localhost:4566",
      https_proxy: "http://proxy:3128",
    },
    withheld: [],
  });
  expect(carriedOf(ENVIRONMENT, true).environment["DISPLAY"]).toBe(":0");
});

it.each([
  ["HTTPS_PROXY", "http://me:p4ss@proxy:3128"],
  ["http_proxy", "me:p4ss@proxy:3128"],
  ["AWS_ENDPOINT_URL", "https://me:p4ss@aws.example"],
])("withholds %s where a password is in it", (name, value) => {
  expect(carriedOf({ [name]: value, no_proxy: "a" }, false)).toEqual({
    environment: { no_proxy: "a" },
    withheld: [name],
  });
});
