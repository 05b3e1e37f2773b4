import { useTranslation } from 'react-i18next';
import { areaFigure } from '@/lib/land/area';
import { written } from '@/lib/land/interval';
import type { Massing } from '@/lib/massing/types';
import { formatNumber } from '@/lib/text';
import type { MassingChoice } from './useParcelMassing';

interface MassingFiguresProps {
  massing: Massing;
  choice: MassingChoice;
  onChoose: (choice: MassingChoice) => void;
}

const whys = ['setback', 'height', 'density', 'shape', 'daylight', 'floors', 'limits', 'assumed'] as const;

/** 示意: what this mass comes to, why not more, and the two figures one may try. */
export function MassingFigures({ massing, choice, onChoose }: MassingFiguresProps) {
  const { t } = useTranslation('land');
  const { reached, floorArea, share } = massing;
  const why = whys.filter((one) => massing.why?.includes(one));
  return (
    <section className="mass" aria-label={t('massing.title')}>
      <p className="mass-line">
        <b>{t('massing.title')}</b>
        <span>
          {t('fact.far')} {written('far', Math.round(reached.far * 100) / 100)}
        </span>
        <span>
          {t('fact.density')} {formatNumber(reached.density, { maximumFractionDigits: 0 })}%
        </span>
        <span>{t('massing.height', { metres: formatNumber(reached.height, { maximumFractionDigits: 1 }) })}</span>
        <span>
          {t('massing.floorArea')} {areaFigure(Math.round(floorArea), 'm2')} {t('areaUnit.m2')}
        </span>
        {share !== undefined && (
          <span>{t('massing.share', { percent: formatNumber(share * 100, { maximumFractionDigits: 0 }) })}</span>
        )}
      </p>
      {why.length > 0 && <p className="c2">{why.map((one) => t(`massing.why.${one}`)).join(t('massing.because'))}</p>}
      <div className="mass-try">
        <Slider
          label={t('massing.floorHeight')}
          value={choice.floorHeight}
          from={2.8}
          to={8}
          step={0.1}
          onChange={(floorHeight) => onChoose({ ...choice, floorHeight })}
        />
        <Slider
          label={t('massing.setback')}
          value={choice.setback}
          from={0}
          to={30}
          step={1}
          onChange={(setback) => onChoose({ ...choice, setback })}
        />
      </div>
    </section>
  );
}

interface SliderProps {
  label: string;
  value: number;
  from: number;
  to: number;
  step: number;
  onChange: (value: number) => void;
}

function Slider({ label, value, from, to, step, onChange }: SliderProps) {
  return (
    <label>
      <span>{label}</span>
      <input
        type="range"
        min={from}
        max={to}
        step={step}
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
      />
      <output>{formatNumber(value, { maximumFractionDigits: 1 })} m</output>
    </label>
  );
}
