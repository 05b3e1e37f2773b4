import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './Icon';
import './skeleton.css';

const widths = [38, 76, 58, 66, 84, 50, 72, 44];

interface SkeletonProps {
  lines?: number;
  /** What is still being fetched, once it takes long. */
  label?: string;
  /** Stands for a whole page: names it for those who do not see the bars. */
  page?: boolean;
}

/** Bars in the shape of what is coming; words only after three seconds. */
export function Skeleton({ lines = 4, label, page = false }: SkeletonProps) {
  const { t } = useTranslation('common');
  const slow = useSlow();
  return (
    <div className="sk" aria-busy="true">
      {page && <h1 className="sr">{t('loading')}</h1>}
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars have no identity
        <i key={line} style={{ width: `${widths[line % widths.length]}%` }} />
      ))}
      <p role="status">
        {slow && (
          <>
            <Icon name="clock" size="s" />
            {label ?? t('slow')}
          </>
        )}
      </p>
    </div>
  );
}

/** True once something has taken longer than people wait without wondering. */
export function useSlow(afterMs = 3000): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), afterMs);
    return () => clearTimeout(timer);
  }, [afterMs]);
  return slow;
}
