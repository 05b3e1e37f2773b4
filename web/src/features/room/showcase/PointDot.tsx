import { useEffect, useRef } from 'react';
import type { LngLat, MapHandle } from '@/lib/map';
import styles from './showcase.module.css';

/** Where the presenter points: a place on the ground, wherever this reader looks from. */
export function PointDot({ map, at }: { map: MapHandle; at: LngLat }) {
  const dot = useRef<HTMLElement>(null);
  useEffect(() => {
    const put = () => {
      const { x, y } = map.project(at);
      if (dot.current) dot.current.style.transform = `translate(${x}px, ${y}px)`;
    };
    put();
    return map.onMove(put);
  }, [map, at]);
  return <i ref={dot} className={styles.point} aria-hidden="true" />;
}
