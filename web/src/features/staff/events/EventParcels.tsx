import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { Notice } from '@/components/Notice';
import { useToast } from '@/components/Toast';
import { useProblemText } from '@/lib/problem';
import { inLanguage } from '@/lib/text';
import '../parcels/parcels.css';
import { useStaffParcels } from '../parcels/api';
import { ActionButton } from '../shared/ActionButton';
import { SelectInput } from '../shared/SelectInput';
import { usePause } from '../shared/usePause';
import { useSetEventParcels } from './api';
import type { StaffEvent } from './model';

interface Chosen {
  id: string;
  name: string;
}

/** The parcels an event presents, in the order of its page. */
export function EventParcels({ event }: { event: StaffEvent }) {
  const { t } = useTranslation('staff-land');
  const text = useProblemText();
  const say = useToast();
  const now = event.parcels.flatMap(({ id, name }) => (id ? [{ id, name: inLanguage(name) }] : []));
  const [changed, change] = useState<readonly Chosen[]>();
  const list = changed ?? now;
  const save = useSetEventParcels(event.id);
  const move = (at: number, by: number) => {
    const next = [...list];
    const [one] = next.splice(at, 1);
    if (one) next.splice(at + by, 0, one);
    change(next);
  };
  return (
    <section className="st-section">
      <h2>{t('eventParcels.title')}</h2>
      <p className="st-note">{t('eventParcels.note')}</p>
      {list.length === 0 && <p className="st-none">{t('eventParcels.none')}</p>}
      <ol className="sp-docs">
        {list.map(({ id, name }, index) => (
          <li key={id}>
            <b>{String(index + 1).padStart(2, '0')}</b>
            <span className="grow">{name}</span>
            <Button
              type="text"
              disabled={index === 0}
              aria-label={t('eventParcels.up', { name })}
              icon={<Icon name="up" size="s" />}
              onClick={() => move(index, -1)}
            />
            <Button
              type="text"
              disabled={index === list.length - 1}
              aria-label={t('eventParcels.down', { name })}
              icon={<Icon name="down" size="s" />}
              onClick={() => move(index, 1)}
            />
            <Button
              type="text"
              aria-label={t('eventParcels.remove', { name })}
              icon={<Icon name="close" size="s" />}
              onClick={() => change(list.filter((one) => one.id !== id))}
            />
          </li>
        ))}
      </ol>
      <Picker without={list} onPick={(one) => change([...list, one])} />
      {save.error && <Notice tone="bad">{text(save.error)}</Notice>}
      {changed && (
        <ActionButton
          type="primary"
          busy={save.isPending}
          onClick={() =>
            save.mutate(
              { parcels: list.map(({ id }) => id), version: event.version },
              {
                onSuccess: () => {
                  change(undefined);
                  say(t('eventParcels.saved'));
                },
              },
            )
          }
        >
          {t('eventParcels.save')}
        </ActionButton>
      )}
    </section>
  );
}

function Picker({ without, onPick }: { without: readonly Chosen[]; onPick: (one: Chosen) => void }) {
  const { t } = useTranslation('staff-land');
  const [typed, setTyped] = useState('');
  const asked = usePause(typed);
  const { items = [], isFetching } = useStaffParcels({ q: asked || undefined, sort: 'number', limit: 20 });
  const found = items.filter(({ id }) => !without.some((one) => one.id === id));
  return (
    <SelectInput<string | null>
      className="sp-pick"
      aria-label={t('eventParcels.add')}
      placeholder={t('eventParcels.add')}
      value={null}
      loading={isFetching}
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
      options={found.map(({ id, name, number, visibility }) => ({
        value: id,
        label: [inLanguage(name), number, visibility === 'public' ? '' : t('eventParcels.notPublic')]
          .filter(Boolean)
          .join(' · '),
      }))}
      onChange={(id) => {
        const parcel = found.find((one) => one.id === id);
        setTyped('');
        if (parcel) onPick({ id: parcel.id, name: inLanguage(parcel.name) });
      }}
    />
  );
}
