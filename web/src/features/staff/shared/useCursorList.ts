import { useInfiniteQuery } from '@tanstack/react-query';

interface Page<T> {
  items: T[] | null;
  next?: string;
  /** How many there are on all pages, where the server says so. */
  total?: number;
}

/** A list that the server gives page by page. */
export function useCursorList<T>(key: readonly unknown[], read: (cursor: string | undefined) => Promise<Page<T>>) {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: (before) => before,
  });
  return { ...query, items: query.data?.pages.flatMap((page) => page.items ?? []) };
}

export type CursorList<T> = ReturnType<typeof useCursorList<T>>;
