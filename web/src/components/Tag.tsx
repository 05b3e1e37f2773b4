import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export type TagTone = 'plain' | 'act' | 'ok' | 'warn' | 'bad';

/** A word in a box: hairline for a kind, wash for a state. */
export function Tag({ tone = 'plain', children }: { tone?: TagTone; children: ReactNode }) {
  return <span className={tone === 'plain' ? 'tag' : `tag ${tone}`}>{children}</span>;
}

/** 示例, dashed: what it stands beside was made up for the demonstration. */
export function Example() {
  const { t } = useTranslation('common');
  return <span className="eg">{t('example')}</span>;
}

/** 直播中, the only filled vermilion label. */
export function LiveBadge({ children }: { children: ReactNode }) {
  return <span className="live">{children}</span>;
}
