import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './document.module.css';

/** The platform's own mark, dashed until everything is embedded. It comes down once, before the eyes of who is there. */
export function Seal({ down }: { down: boolean }) {
  const { t } = useTranslation('ceremony');
  const [waited] = useState(!down); // who comes later finds it where it is
  return (
    <svg
      className={styles.seal}
      viewBox="0 0 120 120"
      role="img"
      aria-label={t(down ? 'seal.down' : 'seal.place')}
      data-down={down || undefined}
      data-falls={(down && waited) || undefined}
    >
      <rect className={styles.ink} x="6" y="6" width="108" height="108" rx="5" strokeWidth="8" />
      <rect x="6" y="6" width="108" height="108" rx="5" strokeWidth="4" />
      <g textAnchor="middle">
        <text x="85" y="54">
          招
        </text>
        <text x="85" y="104">
          云
        </text>
        <text x="36" y="54">
          云
        </text>
        <text x="36" y="104">
          签
        </text>
      </g>
    </svg>
  );
}
