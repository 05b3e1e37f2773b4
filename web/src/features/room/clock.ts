import { formatTime } from '@/lib/time';

/** 10:48 in the viewer's zone. */
export function clockTime(at: string | number): string {
  return formatTime(new Date(at));
}

/** 10:48:06, for saying since when a picture stands still. */
export function exactTime(at: string | number): string {
  const seconds = new Date(at).getSeconds();
  return `${clockTime(at)}:${String(seconds).padStart(2, '0')}`;
}
