import createClient from 'openapi-fetch';
import type { components, paths } from './api.gen';
import { language } from './language';
import { ApiError, problemOf } from './problem-types';

export type { FieldProblem, Problem } from './problem-types';
export { ApiError } from './problem-types';

const base = '/api/v1';
const patienceMs = 20_000;

/** The API's paths as its document has them, without the part they all begin with. */
type Paths = { [P in keyof paths as P extends `${typeof base}${infer Rest}` ? Rest : never]: paths[P] };

/** A shape of the API's document by its name: `Schema<'Event'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** The typed client of the REST API. Await its calls through `unwrap`, which throws `ApiError`. */
export const api = createClient<Paths>({ baseUrl: base, credentials: 'same-origin', fetch: send });

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a successful call; anything else is thrown as an ApiError. */
export async function unwrap<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await whole(call);
  if (!response.ok) throw problemOf(response, error);
  return data as T;
}

/** Like unwrap, with the version that an edit must name in If-Match. */
export async function unwrapVersioned<T>(call: Promise<Answer<T>>): Promise<{ data: T; version: string }> {
  const { data, error, response } = await whole(call);
  if (!response.ok) throw problemOf(response, error);
  return { data: data as T, version: response.headers.get('ETag') ?? '' };
}

/** The answer with its body, of which a net may drop the end. */
async function whole<T>(call: Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await call;
  } catch (cause) {
    throw cause instanceof TypeError ? new ApiError(0, { code: navigator.onLine ? 'network' : 'offline' }) : cause;
  }
}

/** A key under which the server performs a creation once, however often it is sent. */
export function idempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID exists on HTTPS only
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A plain request for what the typed client cannot carry, with the same renewal and errors. */
export async function request(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await send(new Request(base + path, { credentials: 'same-origin', ...init }));
  if (response.ok) return response;
  throw problemOf(response, await response.json().catch(() => undefined));
}

let renewal: Promise<boolean> | undefined;

/** Renews the sign-in: true when it lives on, false when the person has to sign in; throws when nobody answers. */
export function refreshSignIn(): Promise<boolean> {
  renewal ??= renew().finally(() => {
    renewal = undefined;
  });
  return renewal;
}

async function renew(): Promise<boolean> {
  const response = await reach(
    new Request(`${base}/sign-in/refresh`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
    }),
  );
  if (response.ok) return true;
  const error = problemOf(response, await response.json().catch(() => undefined));
  if (error.passing) throw error;
  return false;
}

const renewable = new Set(['token_expired', 'token_invalid', 'signed_out']);

/** Sends a request; when the sign-in has run out, renews it and sends the request once more. */
async function send(first: Request): Promise<Response> {
  first.headers.set('Accept-Language', language());
  const second = first.clone();
  const response = await reach(first);
  if (response.status !== 401) return response;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  if (!renewable.has(problemOf(response, body).code)) return response;
  // Even when the sign-in is gone: the server has dropped its cookies and answers what is public.
  await refreshSignIn();
  return reach(second);
}

/** fetch with patience, telling apart who did not answer. */
async function reach(request: Request): Promise<Response> {
  const gaveUp = new AbortController();
  const timer = setTimeout(() => gaveUp.abort(), patienceMs);
  const leave = () => gaveUp.abort();
  request.signal.addEventListener('abort', leave, { once: true });
  try {
    return await fetch(new Request(request, { signal: gaveUp.signal }));
  } catch (cause) {
    if (request.signal.aborted) throw cause;
    const code = gaveUp.signal.aborted ? 'timeout' : navigator.onLine ? 'network' : 'offline';
    throw new ApiError(0, { code });
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener('abort', leave);
  }
}
