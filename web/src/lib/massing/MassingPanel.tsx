import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { api, unwrap } from '../api';
import { useProblemText } from '../problem';
import { formatNumber } from '../text';
import { type Choice, firstChoice, type Ground, inputOf } from './parcel';
import type { Limit, Massing } from './types';
import { useMassing } from './useMassing';
import './massing.css';

/** A massing one plays with: sliders for floor height and setback, figures beside their limits. */
export function useMassingChoice(ground: Ground) {
  const [choice, setChoice] = useState<Choice>(() => firstChoice(ground));
  const massing = useMassing(inputOf(ground, choice));
  return { choice, setChoice, massing };
}

interface MassingPanelProps extends ReturnType<typeof useMassingChoice> {
  ground: Ground;
  /** Whoever may keep it for everybody. */
  onSaved?: () => void;
}

export function MassingPanel({ ground, choice, setChoice, massing, onSaved }: MassingPanelProps) {
  const { t } = useTranslation('map');
  if (!ground.geometry) return <p className="c3">{t('massing.none')}</p>;
  return (
    <section className="massing" aria-label={t('massing.title')}>
      <h3>
        {t('massing.title')} <span className="eg">{t('massing.schematic')}</span>
      </h3>
      <Slider
        label={t('massing.floorHeight')}
        value={choice.floorHeight}
        range={[2.8, 9, 0.1]}
        onChange={(floorHeight) => setChoice({ ...choice, floorHeight })}
      />
      <Slider
        label={t('massing.setback')}
        value={choice.setback}
        range={[0, 30, 1]}
        onChange={(setback) => setChoice({ ...choice, setback })}
      />
      {massing ? <Figures massing={massing} ground={ground} /> : <p role="status">{t('massing.waiting')}</p>}
      {onSaved && massing && <Save ground={ground} massing={massing} onSaved={onSaved} />}
    </section>
  );
}

interface SliderProps {
  label: string;
  value: number;
  range: [least: number, most: number, step: number];
  onChange: (value: number) => void;
}

function Slider({ label, value, range: [min, max, step], onChange }: SliderProps) {
  const metres = `${formatNumber(value, { maximumFractionDigits: 1 })} m`;
  return (
    <label className="massing-slider">
      <span>{label}</span>
      <input
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={metres}
        onChange={(event) => onChange(Number(event.target.value))}
      />
      <output>{metres}</output>
    </label>
  );
}

function Figures({ massing: { reached, floorArea, share, why }, ground }: { massing: Massing; ground: Ground }) {
  const { t } = useTranslation('map');
  const figure = (value: number, digits: number) => formatNumber(value, { maximumFractionDigits: digits });
  const rows: [label: string, value: string, limit: Limit | undefined, unit: string][] = [
    [t('massing.floorArea'), `${figure(floorArea, 0)} ㎡`, undefined, ''],
    [t('massing.far'), figure(floored(reached.far, 2), 2), ground.far, ''],
    [t('massing.density'), `${figure(floored(reached.density, 1), 1)}%`, ground.density, '%'],
    [t('massing.height'), `${figure(reached.height, 1)} m`, ground.height, ' m'],
  ];
  return (
    <div role="status">
      <dl>
        {rows.map(([label, value, limit, unit]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <b>{value}</b>
              {limit?.max !== undefined && (
                <small>{t('massing.of', { limit: `${figure(limit.max, 2)}${unit}` })}</small>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {share !== undefined && (
        <p className="c2">
          {t('massing.share', {
            percent: formatNumber(floored(share, 3), { style: 'percent', maximumFractionDigits: 1 }),
          })}
        </p>
      )}
      {why && (
        <ul className="c2">
          {why.map((reason) => (
            <li key={reason}>{t(`massing.why.${reason}`)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Rounded down: a figure just below its limit must not read as if it were beyond it. */
function floored(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.floor(value * scale + 1e-6) / scale;
}

function Save({ ground, massing, onSaved }: { ground: Ground; massing: Massing; onSaved: () => void }) {
  const { t } = useTranslation('map');
  const text = useProblemText();
  const save = useMutation({ mutationFn: () => keepMassing(ground, massing), onSuccess: onSaved });
  return (
    <div className="row">
      <Button busy={save.isPending} onClick={() => save.mutate()}>
        {t('massing.save')}
      </Button>
      {save.isError && <span role="alert">{text(save.error)}</span>}
      {save.isSuccess && <span role="status">{t('massing.saved')}</span>}
    </div>
  );
}

/** Keeps a massing with its parcel, for everybody to see until the parcel changes. */
export async function keepMassing({ id, massingInputs = '' }: Ground, massing: Massing): Promise<void> {
  await unwrap(
    api.PUT('/parcels/{parcel}/massing', {
      params: { path: { parcel: id } },
      body: { inputs: massingInputs, massing },
    }),
  );
}
