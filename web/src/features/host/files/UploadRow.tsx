import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { useProblemText } from '@/lib/problem';
import styles from '../host.module.css';
import type { UploadItem } from './useUploads';

const explained = ['pdf_broken', 'pdf_encrypted', 'pdf_no_pages', 'file_type_not_allowed', 'file_too_large'] as const;

interface UploadRowProps {
  item: UploadItem;
  onRetry: () => void;
  onRemove: () => void;
}

/** One upload: how far it is, that it goes on after a cut, or in plain words why it was refused. */
export function UploadRow({ item, onRetry, onRemove }: UploadRowProps) {
  const { t } = useTranslation('host');
  const { name, percent, phase, problem } = item;
  const refused = explained.some((code) => code === problem?.code);
  return (
    <li className={styles.upload} data-phase={phase}>
      <Icon name={phase === 'failed' ? 'warning' : phase === 'paused' ? 'offline' : 'upload'} size="s" />
      <div className={styles.uploadWords}>
        <b className="clip">{name}</b>
        <span role="status">
          {problem ? <Why problem={problem} /> : t(`files.${phase === 'failed' ? 'uploading' : phase}`, { percent })}
        </span>
        {phase !== 'failed' && <progress value={percent} max={100} aria-label={name} />}
      </div>
      {phase === 'failed' && !refused && (
        <Button size="s" onClick={onRetry}>
          {t('files.resume')}
        </Button>
      )}
      <Button size="s" variant="soft" onClick={onRemove}>
        {t('files.discard')}
      </Button>
    </li>
  );
}

function Why({ problem }: { problem: NonNullable<UploadItem['problem']> }) {
  const { t, i18n } = useTranslation('host');
  const words = useProblemText();
  const code = explained.find((each) => each === problem.code);
  if (!code) return <>{`${t('files.failed')} ${words(problem)}`}</>;
  const limit = typeof problem.params?.limit === 'number' ? problem.params.limit : 100 << 20;
  return <>{t(`files.refused.${code}`, { limit: megabytes(limit, i18n.language) })}</>;
}

function megabytes(octets: number, language: string): string {
  return `${(octets / (1 << 20)).toLocaleString(language, { maximumFractionDigits: 0 })} MB`;
}
