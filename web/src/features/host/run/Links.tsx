import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { Icon } from '@/components/Icon';
import { Input } from '@/components/Input';
import { Notice } from '@/components/Notice';
import { ApiError, api, unwrap, unwrapVersioned } from '@/lib/api';
import { fieldProblems, useProblemText } from '@/lib/problem';
import type { Link } from '@/lib/room/types';
import { useCan, useRoomSession, useRoomView } from '../../room/session';
import { takeAwayOf } from '../../room/views';
import styles from '../host.module.css';

/** Links to take away, one added or removed at a time. */
export function Links() {
  const { t } = useTranslation('host');
  const { t: errors } = useTranslation('errors');
  const { id } = useRoomSession();
  const problem = useProblemText();
  const queries = useQueryClient();
  const shown = useRoomView(takeAwayOf);
  const may = useCan('set-links');
  const [link, setLink] = useState<Link>({ title: '', url: '' });
  const params = { path: { room: id } };
  const queryKey = ['room', id, 'links', shown];
  const links = useQuery({
    queryKey,
    queryFn: () => unwrapVersioned(api.GET('/rooms/{room}/links', { params })),
    enabled: may,
  });
  const save = useMutation({
    mutationFn: (next: Link[]) => {
      const header = { 'If-Match': links.data?.version ?? '' };
      return unwrap(api.PUT('/rooms/{room}/links', { params: { ...params, header }, body: { links: next } }));
    },
    onSuccess: (_, next) => {
      if (next.length > shown.length) setLink({ title: '', url: '' });
    },
    onError: () => queries.invalidateQueries({ queryKey }),
  });
  if (!may) return null;
  const wrong = fieldProblems(errors, save.error);
  const at = (field: string) => Object.entries(wrong).find(([name]) => name.endsWith(field))?.[1];
  const known = links.data?.data.links ?? shown;
  const busy = save.isPending || !links.isSuccess;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate([...known, link]);
  };
  const stale = save.error instanceof ApiError && save.error.code === 'version_conflict';
  return (
    <form className={`${styles.block} ${styles.settings}`} onSubmit={submit} noValidate>
      <h2>{t('links.title')}</h2>
      <fieldset>
        {known.length > 0 && (
          <ul className={styles.crew}>
            {known.map((each, i) => (
              <li key={`${each.title} ${each.url}`}>
                <b className="clip">{each.title}</b>
                <Button
                  className={styles.end}
                  variant="quiet"
                  size="s"
                  icon
                  disabled={busy}
                  aria-label={t('links.remove', { title: each.title })}
                  onClick={() => save.mutate(known.filter((_, other) => other !== i))}
                >
                  <Icon name="close" size="s" />
                </Button>
              </li>
            ))}
          </ul>
        )}
        <Field label={t('links.name')} {...(at('title') && { error: at('title') as string })}>
          <Input
            value={link.title}
            maxLength={60}
            onChange={(event) => setLink({ ...link, title: event.target.value })}
          />
        </Field>
        <Field label={t('links.url')} {...(at('url') && { error: at('url') as string })}>
          <Input
            type="url"
            inputMode="url"
            value={link.url}
            maxLength={500}
            placeholder="https://"
            onChange={(event) => setLink({ ...link, url: event.target.value })}
          />
        </Field>
        {save.error && Object.keys(wrong).length === 0 && (
          <Notice tone={stale ? 'warn' : 'bad'}>{problem(save.error)}</Notice>
        )}
        <Button
          type="submit"
          variant="soft"
          size="s"
          disabled={busy || link.title.trim() === '' || link.url.trim() === ''}
        >
          {t('links.add')}
        </Button>
      </fieldset>
    </form>
  );
}
