import { Button, Progress } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldError } from '@/components/Field';
import { Icon } from '@/components/Icon';
import { useProblemText } from '@/lib/problem';
import { upload } from '@/lib/upload';
import type { CoverChoice } from './form';

interface CoverFieldProps {
  value: CoverChoice | null;
  onChange: (cover: CoverChoice | null) => void;
  problem?: string;
}

interface Sending {
  name: string;
  part: number;
  waiting: boolean;
}

/** The picture of the event: sent piece by piece, going on after a cut, shown as the page will show it. */
export function CoverField({ value, onChange, problem }: CoverFieldProps) {
  const { t } = useTranslation('staff');
  const text = useProblemText();
  const input = useRef<HTMLInputElement>(null);
  const { sending, error, send, stop } = useCoverUpload(onChange);
  const problems = [problem, error ? text(error) : undefined].filter(Boolean);
  return (
    <div className="st-cover" id="f-cover" tabIndex={-1}>
      {value ? (
        <img src={value.url} alt={t('cover.alt')} />
      ) : (
        <div className="st-cover-none">
          <Icon name="picture" />
          <p>{t('cover.none')}</p>
        </div>
      )}
      <div className="st-cover-side">
        <p className="c3">{t('cover.hint')}</p>
        {sending && (
          <div role="status">
            <Progress
              percent={Math.round(sending.part * 100)}
              aria-label={t('cover.progress', { name: sending.name })}
            />
            <p className="c2">
              {sending.waiting
                ? t('cover.waiting')
                : sending.part >= 1
                  ? t('cover.checking')
                  : t('cover.sending', { name: sending.name })}
            </p>
          </div>
        )}
        {problems.map((what) => (
          <FieldError key={what}>{what}</FieldError>
        ))}
        <div className="row">
          <Button
            icon={<Icon name="upload" size="s" />}
            disabled={Boolean(sending)}
            onClick={() => input.current?.click()}
          >
            {value ? t('cover.replace') : t('cover.choose')}
          </Button>
          {sending && <Button onClick={stop}>{t('cover.stop')}</Button>}
          {value && !sending && (
            <Button type="text" onClick={() => onChange(null)}>
              {t('cover.remove')}
            </Button>
          )}
        </div>
        <input
          ref={input}
          type="file"
          hidden
          accept="image/png,image/jpeg,image/webp"
          aria-label={t('cover.choose')}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file) void send(file);
          }}
        />
      </div>
    </div>
  );
}

function useCoverUpload(onDone: (cover: CoverChoice) => void) {
  const [sending, setSending] = useState<Sending | null>(null);
  const [error, setError] = useState<unknown>();
  const control = useRef<AbortController>(undefined);
  useEffect(() => () => control.current?.abort(), []);

  const send = async (file: File) => {
    const own = new AbortController();
    control.current = own;
    setError(undefined);
    setSending({ name: file.name, part: 0, waiting: false });
    const update = (change: Partial<Sending>) => setSending((before) => before && { ...before, ...change });
    try {
      const sent = await upload(file, {
        purpose: 'cover',
        signal: own.signal,
        onProgress: (part) => update({ part }),
        onWaiting: (waiting) => update({ waiting }),
      });
      onDone({ file: sent.id, url: `/api/v1/files/${sent.id}/content` });
    } catch (cause) {
      if (!own.signal.aborted) setError(cause);
    } finally {
      if (control.current === own) setSending(null);
    }
  };
  return { sending, error, send, stop: () => control.current?.abort() };
}
