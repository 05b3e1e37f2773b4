import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Notice } from '@/components/Notice';
import { useProblemText } from '@/lib/problem';
import type { Agreement } from '@/lib/room/types';
import { pageUrl } from '../../room/ceremony/Paper';
import { useCan, useRoomSession } from '../../room/session';
import { Thumb } from '../../room/stage/Thumb';
import { releasePages } from './api';
import styles from './ceremony.module.css';
import { changeOf, pagesOf, rangesOf, rangeText } from './pages';

interface PagesProps {
  agreement: Agreement;
  onStage: number | undefined;
  may: boolean;
  onShow: (page: number) => void;
}

/**
 * The pages: a press on one puts it on stage, a mark below chooses what the audience may read. Nothing is let out before
 * the choice is confirmed, for what somebody has read cannot be taken back.
 */
export function Pages({ agreement: { agreement, pages = 0, open }, onStage, may, onShow }: PagesProps) {
  const { t } = useTranslation('host-ceremony');
  const { id: room } = useRoomSession();
  const problem = useProblemText();
  const mayRelease = useCan('release-agreement-pages') && may;
  const before = pagesOf(open);
  const [choice, setChoice] = useState<ReadonlySet<number>>();
  const chosen = choice ?? before;
  const { added, removed } = changeOf(before, chosen);
  const release = useMutation({
    mutationFn: () => releasePages(room, agreement, rangesOf(chosen)),
    onSuccess: () => setChoice(undefined),
  });
  const all = Array.from({ length: pages }, (_, at) => at + 1);
  const mark = (page: number, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(page);
    else next.delete(page);
    setChoice(next);
  };
  return (
    <div className={styles.pagesBox}>
      <div className={styles.pagesHead}>
        <h3>{t('pages.title')}</h3>
        <span>{before.size > 0 ? t('pages.open', { pages: rangeText(before) }) : t('pages.none')}</span>
      </div>
      <p className={styles.note}>{t('pages.hint')}</p>
      <ol className={styles.pages}>
        {all.map((page) => (
          <li key={page} data-on={page === onStage || undefined}>
            <button
              type="button"
              disabled={!may}
              aria-current={page === onStage || undefined}
              aria-label={t('pages.show', { page })}
              onClick={() => onShow(page)}
            >
              <Thumb url={pageUrl(room, agreement, page)} page={1} />
            </button>
            <label>
              <input
                type="checkbox"
                disabled={!mayRelease}
                checked={chosen.has(page)}
                onChange={(event) => mark(page, event.target.checked)}
              />
              {t('pages.page', { page })}
              <span className="sr">{t(before.has(page) ? 'pages.isOpen' : 'pages.isPrivate')}</span>
            </label>
          </li>
        ))}
      </ol>
      {mayRelease && (
        <div className={styles.acts}>
          {added.size + removed.size > 0 ? (
            <>
              <Button size="s" variant="primary" busy={release.isPending} onClick={() => release.mutate()}>
                {added.size > 0
                  ? t('pages.release', { pages: rangeText(added) })
                  : t('pages.take', { pages: rangeText(removed) })}
              </Button>
              <Button size="s" onClick={() => setChoice(undefined)}>
                {t('cancel')}
              </Button>
            </>
          ) : (
            <>
              <Button size="s" disabled={before.size === pages} onClick={() => setChoice(new Set(all))}>
                {t('pages.all')}
              </Button>
              <Button size="s" disabled={before.size === 0} onClick={() => setChoice(new Set())}>
                {t('pages.noneOf')}
              </Button>
            </>
          )}
        </div>
      )}
      {added.size > 0 && removed.size > 0 && (
        <p className={styles.note}>{t('pages.alsoTaken', { pages: rangeText(removed) })}</p>
      )}
      {release.error && <Notice tone="bad">{problem(release.error)}</Notice>}
    </div>
  );
}
