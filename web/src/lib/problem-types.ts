/** One field of a refused request, as the server names it: `body.contact`. */
export interface FieldProblem {
  field: string;
  code: string;
  message: string;
}

/** The problem document of the API (RFC 9457 with stable codes). */
export interface Problem {
  code: string;
  title?: string;
  detail?: string;
  status?: number;
  field?: string;
  errors?: FieldProblem[];
  params?: Record<string, unknown>;
  retryAfter?: number;
  requestId?: string;
}

/** Whatever keeps a request from succeeding; `status` 0 means that no server answered. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: FieldProblem[];
  readonly params: Record<string, unknown> | undefined;
  /** Seconds until trying again makes sense. */
  readonly retryAfter: number | undefined;
  readonly requestId: string | undefined;
  readonly at = new Date();

  constructor(status: number, problem: Problem) {
    super(problem.detail ?? problem.title ?? problem.code);
    this.name = 'ApiError';
    this.status = status;
    this.code = problem.code;
    this.fields =
      problem.errors ??
      (problem.field ? [{ field: problem.field, code: problem.code, message: problem.detail ?? '' }] : []);
    this.params = problem.params;
    this.retryAfter = problem.retryAfter;
    this.requestId = problem.requestId;
  }

  /** Trying the same again may help: nobody answered, or the server was busy. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** Reads the problem document of a refusal; answers that are none (a proxy's page) become `unavailable`. */
export function problemOf(response: Response, body: unknown): ApiError {
  const requestId = response.headers.get('X-Request-Id') ?? undefined;
  const retryAfter = Number(response.headers.get('Retry-After')) || undefined;
  if (typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string') {
    return new ApiError(response.status, { retryAfter, requestId, ...(body as Problem) });
  }
  const code = response.status >= 500 ? 'unavailable' : response.status === 404 ? 'not_found' : 'unexpected_answer';
  return new ApiError(response.status, { code, retryAfter, requestId });
}
