import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { Notice } from '@/components/Notice';
import { Tag } from '@/components/Tag';
import { useProblemText } from '@/lib/problem';
import type { SlidesData } from '../../room/stage/data';
import { stageKind } from '../../room/stage/kinds';
import { Screen } from '../../room/stage/Screen';
import type { StageBody } from '../api';
import styles from '../host.module.css';

interface NextUpProps {
  next: StageBody | undefined;
  /** The next item is the one on stage already: the deck is through. */
  atEnd: boolean;
  pending: StageBody | undefined;
  failed: { body: StageBody; error: unknown } | undefined;
  mayPush: boolean;
  onPush: (body: StageBody) => void;
  composer: ReactNode;
}

export function NextUp({ next, atEnd, pending, failed, mayPush, onPush, composer }: NextUpProps) {
  const { t } = useTranslation(['host', 'room']);
  const problem = useProblemText();
  const page = next?.kind === 'slides' ? (next.data as unknown as SlidesData).page : undefined;
  const word = next && t(`room:stage.${stageKind(next.kind)?.word ?? 'blank'}`);
  return (
    <div className={styles.next}>
      <p className={styles.caption}>
        <Tag tone="act">{t('host:monitor.next')}</Tag>
        <span className="clip">
          {word} {page}
        </span>
      </p>
      {composer ?? <div className={styles.preview}>{next && <Screen stage={next} small />}</div>}
      {!mayPush ? (
        <p className={styles.small}>{t('host:monitor.readOnly')}</p>
      ) : (
        <Button
          variant="primary"
          className={styles.push ?? ''}
          disabled={!next || atEnd || pending !== undefined}
          onClick={() => next && onPush(next)}
        >
          {t(atEnd ? 'host:monitor.last' : pending ? 'host:monitor.pushing' : 'host:monitor.push')}
          {!atEnd && <Icon name="arrow" size="s" />}
        </Button>
      )}
      {failed && (
        <Notice tone="bad">
          {t('host:monitor.failed')} {problem(failed.error)}
          <Button size="s" onClick={() => onPush(failed.body)}>
            {t('host:monitor.retry')}
          </Button>
        </Notice>
      )}
    </div>
  );
}
