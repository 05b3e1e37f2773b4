import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { formatSize } from '@/lib/text';
import styles from './verify.module.css';

interface PickerProps {
  ready: boolean;
  /** The one in hand. */
  file: File | undefined;
  onChoose: (file: File) => void;
}

/** Takes a file from a dialog or dropped onto it. */
export function Picker({ ready, file, onChoose }: PickerProps) {
  const { t } = useTranslation('verify');
  const [over, setOver] = useState(false);
  const drag = (event: DragEvent) => {
    event.preventDefault();
    setOver(event.type === 'dragover');
  };
  const drop = (event: DragEvent) => {
    drag(event);
    const [dropped] = event.dataTransfer.files;
    if (ready && dropped) onChoose(dropped);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the input within is the first
    <div className={styles.drop} data-over={over} onDragOver={drag} onDragLeave={drag} onDrop={drop}>
      <label className={file ? 'btn' : 'btn pri l'} aria-busy={!ready || undefined}>
        <Icon name="document" />
        {t(file ? 'pick.another' : 'pick.action')}
        <input
          className="sr"
          type="file"
          accept=".pdf,.zip,application/pdf,application/zip"
          disabled={!ready}
          onChange={(event) => {
            const [picked] = event.target.files ?? [];
            event.target.value = '';
            if (picked) onChoose(picked);
          }}
        />
      </label>
      {file ? (
        <p>
          <b lang="">{file.name}</b> <span className="c3">{formatSize(file.size)}</span>
        </p>
      ) : (
        <p className="c2">{t(ready ? 'pick.text' : 'pick.loading')}</p>
      )}
    </div>
  );
}
