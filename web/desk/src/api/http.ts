// The one door to the REST side. Knows the token, turns problem+json into ApiError, and tells the session on a 401.
import type { Words } from "./types";

/** What is wrong where: "queues[0].overflow[1].queue". */
export interface Problem {
  path: string;
  text: Words;
}

/** What is only there in one language is shown in either. */
export const inBoth = (text: string): Words => ({ zh: text, en: text });

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string | null,
    readonly retryAfterSeconds: number | null,
    /** The refusal's own word (`not_yours`), where the server gives one. */
    readonly code: string | null = null,
    /** Of a document that was refused: everything that is wrong with it. */
    readonly problems: Problem[] = [],
  ) {
    super(detail ?? title);
  }
}

/** status 0: the server was not reached at all. */
export const isOffline = (e: unknown) => e instanceof ApiError && e.status === 0;

let token: string | null = null;
let onUnauthorized: () => void = () => {};

export function setToken(value: string | null) {
  token = value;
}
export function getToken() {
  return token;
}
export function whenUnauthorized(handler: () => void) {
  onUnauthorized = handler;
}

export interface RequestOptions {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  body?: unknown;
  ifMatch?: string | undefined;
  idempotencyKey?: string | undefined;
  signal?: AbortSignal | undefined;
}

async function send(path: string, options: RequestOptions): Promise<Response> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  if (options.ifMatch) headers["If-Match"] = options.ifMatch;
  if (options.idempotencyKey) headers["Idempotency-Key"] = options.idempotencyKey;
  const init: RequestInit = { method: options.method ?? "GET", headers };
  if (options.body !== undefined) init.body = JSON.stringify(options.body);
  if (options.signal) init.signal = options.signal;
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, init);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiError(0, "unreachable", null, null);
  }
  if (response.ok) return response;
  const sentWith = headers.Authorization;
  if (response.status === 401 && sentWith && sentWith === `Bearer ${token}`) onUnauthorized();
  throw await problem(response);
}

interface ProblemBody {
  title?: string;
  detail?: string;
  code?: string;
  problems?: Problem[];
  /** Of the fields of a request. */
  errors?: { pointer: string; detail: string }[];
}

async function problem(response: Response): Promise<ApiError> {
  const retry = Number(response.headers.get("Retry-After"));
  let title = response.statusText || String(response.status);
  let detail: string | null = null;
  let code: string | null = null;
  let problems: Problem[] = [];
  try {
    const body = (await response.json()) as ProblemBody;
    title = body.title ?? title;
    detail = body.detail ?? null;
    code = body.code ?? null;
    problems = body.problems ?? (body.errors ?? []).map((one) => ({ path: one.pointer.replace(/^\//, ""), text: inBoth(one.detail) }));
  } catch {
    // A proxy's HTML page: the status says enough.
  }
  return new ApiError(response.status, title, detail, Number.isFinite(retry) && retry > 0 ? retry : null, code, problems);
}

export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(path, options);
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

/** With the ETag of the answer, for a later If-Match. */
export async function requestTagged<T>(path: string, signal?: AbortSignal): Promise<{ data: T; etag: string | null }> {
  const response = await send(path, { signal });
  return { data: (await response.json()) as T, etag: response.headers.get("ETag") };
}

export async function requestBlob(path: string, signal?: AbortSignal): Promise<Blob> {
  return (await send(path, { signal })).blob();
}

export function query(parameters: Record<string, string | number | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== "") search.set(key, String(value));
  }
  const text = search.toString();
  return text ? `?${text}` : "";
}
