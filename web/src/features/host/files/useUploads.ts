import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { ApiError } from '@/lib/api';
import { upload } from '@/lib/upload';
import { roomKeys } from '../../room/api';
import { useRoomSession } from '../../room/session';
import { addSlides } from '../api';

export interface UploadItem {
  key: string;
  name: string;
  /** 0 to 100 */
  percent: number;
  phase: 'uploading' | 'paused' | 'checking' | 'failed';
  /** Why it was refused or failed. */
  problem?: { code: string; params?: Record<string, unknown>; requestId?: string };
}

/** What a file is for, by its type; whatever is neither is a document, or refused as one. */
function purposeOf({ type }: File) {
  if (['image/png', 'image/jpeg', 'image/webp'].includes(type)) return 'picture';
  return type === 'video/mp4' ? 'clip' : 'slides';
}

/** Uploads of this page: each goes on by itself after a cut, and on success joins the room's material. */
export function useUploads(onReady: (file: string) => void) {
  const { id } = useRoomSession();
  const queries = useQueryClient();
  const [items, setItems] = useState<UploadItem[]>([]);
  const files = useRef(new Map<string, { file: File; stop: AbortController }>());

  const change = useCallback((key: string, part: Partial<UploadItem>) => {
    setItems((old) => old.map((item) => (item.key === key ? { ...item, ...part } : item)));
  }, []);
  const remove = useCallback((key: string) => {
    files.current.get(key)?.stop.abort();
    files.current.delete(key);
    setItems((old) => old.filter((item) => item.key !== key));
  }, []);

  const run = useCallback(
    async (key: string) => {
      const job = files.current.get(key);
      if (!job) return;
      const { file, stop } = job;
      try {
        const done = await upload(file, {
          purpose: purposeOf(file),
          signal: stop.signal,
          onProgress: (part) =>
            change(key, { percent: Math.floor(part * 100), phase: part < 1 ? 'uploading' : 'checking' }),
          onWaiting: (waiting) => change(key, { phase: waiting ? 'paused' : 'uploading' }),
        });
        await addSlides(id, done.id);
        await queries.invalidateQueries({ queryKey: roomKeys.slides(id) });
        remove(key);
        onReady(done.id);
      } catch (cause) {
        if (stop.signal.aborted) return;
        change(key, { phase: 'failed', problem: problemOf(cause) });
      }
    },
    [id, queries, change, remove, onReady],
  );

  const add = useCallback(
    (chosen: Iterable<File>) => {
      for (const file of chosen) {
        const key = `${file.name} ${file.size} ${file.lastModified} ${Date.now()}`;
        files.current.set(key, { file, stop: new AbortController() });
        setItems((old) => [...old, { key, name: file.name, percent: 0, phase: 'uploading' }]);
        void run(key);
      }
    },
    [run],
  );
  const retry = useCallback(
    (key: string) => {
      const job = files.current.get(key);
      if (!job) return;
      files.current.set(key, { file: job.file, stop: new AbortController() });
      setItems((old) =>
        old.map(({ problem: _, ...item }) => (item.key === key ? { ...item, phase: 'uploading' } : item)),
      );
      void run(key);
    },
    [run],
  );
  return { items, add, retry, remove };
}

function problemOf(cause: unknown): NonNullable<UploadItem['problem']> {
  if (!(cause instanceof ApiError)) return { code: 'network' };
  const { code, params, requestId } = cause;
  return { code, ...(params && { params }), ...(requestId && { requestId }) };
}
