import { expect, test } from "vitest";
import { answerOnce as answerBytes } from "./answers.ts";

const answerOnce = async (...asked: Parameters<typeof answerBytes>) =>
  new TextDecoder().decode(await answerBytes(...asked));

const etag = '"0123456789abcdef0123456789abcdef"';

test("makes an answer once", async () => {
  let made = 0;
  const make = async () => {
    made += 1;
    return `{"made":${made}}`;
  };
  expect(await answerOnce("acme", etag, make)).toBe('{"made":1}');
  expect(await answerOnce("acme", etag, make)).toBe('{"made":1}');
  expect(made).toBe(1);
});

test("gives no tenant the answer of another, even under the same ETag", async () => {
  await answerOnce("north", etag, async () => '"north"');
  expect(await answerOnce("south", etag, async () => '"south"')).toBe('"south"');
  expect(await answerOnce("north", etag, async () => '"made again"')).toBe('"north"');
});

test("keeps nothing of an answer that could not be made", async () => {
  const refused = answerOnce("failing", etag, () => Promise.reject(new Error("unknown region")));
  await expect(refused).rejects.toThrow("unknown region");
  expect(await answerOnce("failing", etag, async () => '"now"')).toBe('"now"');
});
