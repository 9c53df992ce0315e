import { expect, test } from "vitest";
import { addressOf } from "./address.ts";

const of = (ip: string) => addressOf(new Headers({ "cf-connecting-ip": ip }));

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["2001:DB8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["2001:0db8:0001::", "2001:db8:1:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["2001:db8:1:2::", "2001:db8:1:2::/64"],
])("%s counts as %s", (ip, counted) => expect(of(ip)).toBe(counted));

test("without an address all are one", () => expect(addressOf(new Headers())).toBe("unknown"));
