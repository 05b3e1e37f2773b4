import { type ChangeEvent, type DragEvent, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import type { Slides } from '../../room/api';
import { useCan, useMaterials } from '../../room/session';
import styles from '../host.module.css';
import { Deck } from './Deck';
import { RemoveDialog } from './RemoveDialog';
import { UploadRow } from './UploadRow';
import { useUploads } from './useUploads';

const accepted = '.pdf,application/pdf,image/png,image/jpeg,image/webp,video/mp4';

interface FilesProps {
  chosen: string | undefined;
  onChoose: (file: string) => void;
}

/** The material of the session: choose a deck, add to it, take it away. */
export function Files({ chosen, onChoose }: FilesProps) {
  const { t } = useTranslation('host');
  const slides = useMaterials();
  const mayAdd = useCan('add-slides');
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
            <Deck
              key={each.file}
              slides={each}
              chosen={each.file === chosen}
              onChoose={() => onChoose(each.file)}
              onRemove={() => setRemoving(each)}
            />
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
