import { type ChangeEvent, type DragEvent, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import type { Slides } from '../../room/api';
import { useCan, useMaterials, useRoomView } from '../../room/session';
import { stageOf } from '../../room/views';
import styles from '../host.module.css';
import { RemoveDialog } from './RemoveDialog';
import { UploadRow } from './UploadRow';
import { useUploads } from './useUploads';

const accepted = '.pdf,application/pdf,image/png,image/jpeg,image/webp';

interface FilesProps {
  chosen: string | undefined;
  onChoose: (file: string) => void;
}

/** The material of the session: choose a deck, add to it, take it away. */
export function Files({ chosen, onChoose }: FilesProps) {
  const { t } = useTranslation('host');
  const slides = useMaterials();
  const stage = useRoomView(stageOf);
  const mayAdd = useCan('add-slides');
  const mayRemove = useCan('remove-slides');
  const [removing, setRemoving] = useState<Slides>();
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const ready = useCallback((file: string) => onChoose(file), [onChoose]);
  const uploads = useUploads(ready);

  const pick = (event: ChangeEvent<HTMLInputElement>) => {
    uploads.add(event.target.files ?? []);
    event.target.value = '';
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (mayAdd) uploads.add(event.dataTransfer.files);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the button does the same
    <div
      className={styles.files}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(mayAdd);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className={styles.filesHead}>
        <ul className={styles.decks}>
          {slides.data?.map((each) => (
            <li key={each.file} data-on={each.file === chosen || undefined}>
              {each.kind === 'picture' ? (
                <span className="clip">{each.name}</span>
              ) : (
                <button
                  type="button"
                  aria-pressed={each.file === chosen}
                  aria-label={t('files.choose', { name: each.name })}
                  onClick={() => onChoose(each.file)}
                >
                  <span className="clip">{each.name}</span>
                  <small>{t('files.pages', { count: each.pages })}</small>
                </button>
              )}
              {mayRemove && each.file !== stage?.data.file && (
                <button
                  type="button"
                  className={styles.removeButton}
                  aria-label={t('files.removeTitle', { name: each.name })}
                  onClick={() => setRemoving(each)}
                >
                  <Icon name="close" size="s" />
                </button>
              )}
            </li>
          ))}
          {slides.data?.length === 0 && <li className={styles.small}>{t('files.empty')}</li>}
        </ul>
        <span className={styles.keys}>{t('monitor.keys')}</span>
        {mayAdd && (
          <>
            <input ref={input} type="file" accept={accepted} multiple hidden onChange={pick} data-testid="upload" />
            <Button size="s" variant="soft" title={t('files.hint')} onClick={() => input.current?.click()}>
              <Icon name="upload" size="s" />
              {t(over ? 'files.drop' : 'files.upload')}
            </Button>
          </>
        )}
      </div>
      {uploads.items.length > 0 && (
        <ul className={styles.uploads}>
          {uploads.items.map((item) => (
            <UploadRow
              key={item.key}
              item={item}
              onRetry={() => uploads.retry(item.key)}
              onRemove={() => uploads.remove(item.key)}
            />
          ))}
        </ul>
      )}
      {removing && <RemoveDialog slides={removing} onClose={() => setRemoving(undefined)} />}
    </div>
  );
}
