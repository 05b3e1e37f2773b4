import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { Icon } from '@/components/Icon';
import { Input } from '@/components/Input';
import { Notice } from '@/components/Notice';
import { Tag } from '@/components/Tag';
import { useProblemText } from '@/lib/problem';
import { useCan } from '../../room/session';
import host from '../host.module.css';
import { type Encoder, useEncoders, useEncoderWork } from './api';
import styles from './people.module.css';

/** OBS and hardware encoders: each has a key of its own, which is shown once and ends when it is revoked. */
export function Encoders() {
  const { t } = useTranslation('media');
  const problem = useProblemText();
  const encoders = useEncoders();
  const { add, revoke } = useEncoderWork();
  const may = useCan('create-encoder');
  const [label, setLabel] = useState('');
  const [fresh, setFresh] = useState<Encoder>();
  if (!useCan('list-encoders')) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (label.trim() === '' || add.isPending) return;
    add.mutate(label.trim(), {
      onSuccess: (made) => {
        setFresh(made);
        setLabel('');
      },
    });
  };
  const error = encoders.error ?? add.error ?? revoke.error;
  return (
    <div className={host.block}>
      <h2>{t('encoder.title')}</h2>
      <p className={host.small}>{t('encoder.hint')}</p>
      {error && <Notice tone="bad">{problem(error)}</Notice>}
      <ul className={styles.encoders}>
        {(encoders.data ?? []).map((each) => (
          <li key={each.id}>
            <b className="clip">{each.label}</b>
            <Tag tone={each.connected ? 'ok' : 'plain'}>{t(each.connected ? 'encoder.on' : 'encoder.off')}</Tag>
            {may && (
              <Button
                size="s"
                variant="quiet"
                icon
                aria-label={t('encoder.revoke', { label: each.label })}
                title={t('encoder.revoke', { label: each.label })}
                onClick={() => {
                  if (fresh?.id === each.id) setFresh(undefined);
                  revoke.mutate(each.id);
                }}
              >
                <Icon name="trash" size="s" />
              </Button>
            )}
          </li>
        ))}
      </ul>
      {fresh?.key && <Key encoder={fresh} onDone={() => setFresh(undefined)} />}
      {may && (
        <form className={styles.addEncoder} onSubmit={submit}>
          <Field label={t('encoder.label')}>
            <Input
              value={label}
              maxLength={40}
              placeholder={t('encoder.labelHint')}
              onChange={(event) => setLabel(event.target.value)}
            />
          </Field>
          <Button type="submit" size="s" busy={add.isPending}>
            <Icon name="plus" size="s" />
            {t('encoder.add')}
          </Button>
        </form>
      )}
    </div>
  );
}

/** The address and the key, the one time they can be seen. */
function Key({ encoder, onDone }: { encoder: Encoder; onDone: () => void }) {
  const { t } = useTranslation('media');
  const address = new URL(encoder.url, location.origin).href;
  return (
    <div className={styles.key}>
      <p>{t('encoder.once')}</p>
      <Copy label={t('encoder.url')} value={address} />
      <Copy label={t('encoder.key')} value={encoder.key ?? ''} />
      <p className={host.small}>{t('encoder.obs')}</p>
      <Button size="s" onClick={onDone}>
        {t('encoder.done')}
      </Button>
    </div>
  );
}

function Copy({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation('media');
  const [copied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => setCopied(true),
      () => setCopied(false), // the field can still be marked by hand
    );
  return (
    <div className={styles.copy}>
      <Field label={label}>
        <Input readOnly value={value} onFocus={(event) => event.target.select()} />
      </Field>
      <Button size="s" onClick={() => void copy()}>
        <Icon name={copied ? 'check' : 'copy'} size="s" />
        {t(copied ? 'encoder.copied' : 'encoder.copy')}
      </Button>
    </div>
  );
}
