// Refusals as the pages get them: what is wrong where, in both languages.
import { afterEach, describe, expect, it, vi } from "vitest";
import { ApiError, request } from "./http";

async function refusedWith(body: unknown): Promise<ApiError> {
  vi.stubGlobal("fetch", async () => new Response(JSON.stringify(body), { status: 422 }));
  const error: unknown = await request("/configuration").catch((one: unknown) => one);
  if (!(error instanceof ApiError)) throw new Error("not refused");
  return error;
}

afterEach(() => vi.unstubAllGlobals());

describe("a refusal", () => {
  it("tells_the_problems_of_a_document_in_both_languages", async () => {
    const problems = [{ path: "queues[0].hours", text: { zh: "没有这个工作时间", en: "there are no such hours" } }];
    expect((await refusedWith({ title: "refused", problems })).problems).toEqual(problems);
  });

  it("tells_the_fields_of_a_request_with_what_there_is", async () => {
    const { problems } = await refusedWith({ errors: [{ pointer: "/queue", detail: "is missing" }] });
    expect(problems).toEqual([{ path: "queue", text: { zh: "is missing", en: "is missing" } }]);
  });
});
