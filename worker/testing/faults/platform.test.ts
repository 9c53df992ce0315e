import { expect, test } from "vitest";
import { expectTruth, firstEnd, platformProxy, sectionOf, tenant, wellAgain } from "./world.ts";

wellAgain();

test("a version that the platform stopped speaking is named, tried again, and over with the next try", async () => {
  const own = await tenant();
  const connection = await own.connect("meta");
  const error = {
    message: "(#2635) You are calling a deprecated version of the Ads API. Please update to the latest version: v26.0.",
    type: "OAuthException",
    code: 2635,
  };
  await platformProxy.add({ path: "/meta/", action: { kind: "answer", status: 400, body: JSON.stringify({ error }) } });
  await connection.start();
  const failed = await connection.runThat("the first failure", firstEnd);
  expect(failed).toMatchObject({ status: "pending", error_class: "system" });
  expect(sectionOf(failed)).toBe("api-version-sunset");
  expect(await connection.telemetry()).toMatchObject({ status: "pending", error_class: "system" });
  await platformProxy.clear();
  expect(await connection.ended()).toMatchObject({ status: "succeeded", error_class: null });
  await expectTruth(own, ["meta"]);
});
