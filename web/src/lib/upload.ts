import { ApiError, idempotencyKey, request } from './api';

export type UploadPurpose = 'slides' | 'cover' | 'picture' | 'clip';

export interface UploadedFile {
  id: string;
  name: string;
  size: number;
  /** Octets the server has. */
  offset: number;
  state: 'uploading' | 'checking' | 'ready' | 'refused';
  problem?: { code: string; detail: string };
  type?: string;
  pages?: number;
  width?: number;
  height?: number;
  version: number;
}

export interface UploadOptions {
  purpose: UploadPurpose;
  /** Called with the part that has arrived, 0 to 1. */
  onProgress?: (part: number) => void;
  /** Called when the network is gone and the upload waits, and when it goes on. */
  onWaiting?: (waiting: boolean) => void;
  signal?: AbortSignal;
}

const chunk = 1024 * 1024;
const prefix = 'zy.upload.';

/**
 * Sends a file in pieces and waits until it has been checked. A cut waits for the network and goes on where
 * the server stopped; choosing the same file again after a reload does too. Throws an ApiError when refused.
 */
export async function upload(file: File, options: UploadOptions): Promise<UploadedFile> {
  const mark = `${prefix}${options.purpose}:${file.name}:${file.size}:${file.lastModified}`;
  let state = (await continued(mark, options)) ?? (await begin(file, options));
  remember(mark, state.id);
  while (state.state === 'uploading') {
    options.onProgress?.(file.size ? state.offset / file.size : 1);
    state = await patiently(() => append(state, file, options.signal), options);
  }
  options.onProgress?.(1);
  state = await checked(state, options);
  forget(mark);
  if (state.state === 'refused') {
    throw new ApiError(422, { code: state.problem?.code ?? 'file_type_not_allowed', detail: state.problem?.detail });
  }
  return state;
}

async function begin(file: File, options: UploadOptions): Promise<UploadedFile> {
  const key = idempotencyKey(); // one key for all tries: a lost answer must not make a second file
  return patiently(
    () =>
      json('/files', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
        body: JSON.stringify({ name: file.name, size: file.size, purpose: options.purpose }),
        signal: options.signal,
      }),
    options,
  );
}

async function append(state: UploadedFile, file: File, signal?: AbortSignal): Promise<UploadedFile> {
  try {
    return await json(`/files/${state.id}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/octet-stream', 'Upload-Offset': String(state.offset) },
      body: file.slice(state.offset, state.offset + chunk),
      signal,
    });
  } catch (cause) {
    if (cause instanceof ApiError && cause.code === 'offset_mismatch') return readFile(state.id, signal);
    throw cause;
  }
}

/** An upload of the same file that was cut earlier, when the server still has it. */
async function continued(mark: string, options: UploadOptions): Promise<UploadedFile | undefined> {
  const id = recall(mark);
  if (!id) return undefined;
  try {
    const state = await patiently(() => readFile(id, options.signal), options);
    if (state.state !== 'refused') return state;
  } catch (cause) {
    if (!(cause instanceof ApiError) || cause.passing) throw cause;
  }
  forget(mark);
  return undefined;
}

async function checked(state: UploadedFile, options: UploadOptions): Promise<UploadedFile> {
  let pause = 200;
  let now = state;
  while (now.state === 'checking') {
    await sleep(pause, options.signal);
    pause = Math.min(pause * 1.5, 2000);
    now = await patiently(() => readFile(state.id, options.signal), options);
  }
  return now;
}

export function readFile(id: string, signal?: AbortSignal): Promise<UploadedFile> {
  return json(`/files/${id}`, { signal });
}

/** Repeats what failed for a passing reason until it works, waiting longer each time, at once when back online. */
async function patiently<T>(attempt: () => Promise<T>, { onWaiting, signal }: UploadOptions): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      const result = await attempt();
      if (tries > 0) onWaiting?.(false);
      return result;
    } catch (cause) {
      if (!(cause instanceof ApiError) || !cause.passing || signal?.aborted) throw cause;
      onWaiting?.(true);
      await sleep(cause.retryAfter ? cause.retryAfter * 1000 : Math.min(1000 * 2 ** tries, 15_000), signal);
    }
  }
}

/** Waits, but not past the moment the network is back. */
function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      signal?.removeEventListener('abort', stop);
      resolve();
    };
    const stop = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      reject(signal?.reason);
    };
    const timer = setTimeout(done, ms);
    addEventListener('online', done);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

async function json(path: string, init: RequestInit): Promise<UploadedFile> {
  const response = await request(path, init);
  return (await response.json()) as UploadedFile;
}

function remember(mark: string, id: string): void {
  try {
    localStorage.setItem(mark, id);
  } catch {
    // Without storage a reload begins anew.
  }
}

function recall(mark: string): string | null {
  try {
    return localStorage.getItem(mark);
  } catch {
    return null;
  }
}

function forget(mark: string): void {
  try {
    localStorage.removeItem(mark);
  } catch {
    // Nothing was kept.
  }
}
