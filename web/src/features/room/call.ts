import { request } from '@/lib/api';

interface Call {
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Calls the REST API and gives the answer's body; a refusal is thrown as an ApiError. */
export async function call<T>(method: string, path: string, { query = {}, body, headers }: Call = {}): Promise<T> {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) asked.set(name, String(value));
  const response = await request(asked.size > 0 ? `${path}?${asked}` : path, {
    method,
    headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** The path of a room, or of something in it. */
export function roomPath(room: string, ...rest: (string | number)[]): string {
  return ['/rooms', room, ...rest].map((part, i) => (i === 0 ? part : encodeURIComponent(part))).join('/');
}
