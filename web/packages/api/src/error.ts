/** A failed call: the server's problem+json, or a failure to reach the server at all. */
export class ApiError extends Error {
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** The contract's error code, or `network` when no answer came. */
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string | null;
  /** The body's field that is to blame, when the server names one. */
  readonly field: string | null;
  readonly retryAfterS: number | null;

  constructor(problem: {
    status: number;
    code: string;
    title: string;
    detail: string;
    requestId?: string | null;
    field?: string | null;
    retryAfterS?: number | null;
  }) {
    super(problem.detail || problem.title);
    this.name = 'ApiError';
    this.status = problem.status;
    this.code = problem.code;
    this.title = problem.title;
    this.detail = problem.detail;
    this.requestId = problem.requestId ?? null;
    this.field = problem.field ?? null;
    this.retryAfterS = problem.retryAfterS ?? null;
  }

  /** What is wrong, to stand beside the field that is to blame: without the field's name. */
  get fieldMessage(): string {
    const name = `\`${this.field ?? ''}\`: `;
    if (!this.detail.startsWith(name)) return this.message;
    const rest = this.detail.slice(name.length);
    return `${rest.charAt(0).toUpperCase()}${rest.slice(1)}`;
  }
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** Reads a failed response, also one that a proxy answered without problem+json. */
export function problemFrom(response: Response, body: unknown): ApiError {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Record<
    string,
    unknown
  >;
  return new ApiError({
    status: response.status,
    code: text(problem['code']) ?? `http_${response.status}`,
    title: text(problem['title']) ?? (response.statusText || `HTTP ${response.status}`),
    detail: text(problem['detail']) ?? '',
    requestId: text(problem['request_id']) ?? response.headers.get('x-request-id'),
    field: text(problem['field']),
    retryAfterS: number(problem['retry_after_s']),
  });
}

export function networkError(): ApiError {
  return new ApiError({
    status: 0,
    code: 'network',
    title: 'The server does not answer',
    detail: 'Nothing came back over the network. It is tried again by itself.',
  });
}

/** Any thrown value as an `ApiError`, so that screens need to know one kind only. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError({
    status: 0,
    code: 'unexpected',
    title: 'Something went wrong in this page',
    detail: error instanceof Error ? error.message : String(error),
  });
}

export const isAbort = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError';
