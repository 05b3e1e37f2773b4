import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import type { MapHandle } from '@/lib/map';
import { MapView } from '@/lib/map';
import { inLanguage } from '@/lib/text';
import type { Parcel } from '../../parcels/model';
import { mapParcels } from '../../parcels/place';
import { TextBox } from '../shared/controls';
import { SelectInput } from '../shared/SelectInput';
import { type BoundaryProblem, pastedBoundary } from './boundary';
import { DrawBoundary } from './DrawBoundary';
import type { SectionProps } from './ParcelEditor';

const meridians = [117, 120, 123] as const;

/** The boundary: pasted, or drawn on the map; what it encloses is computed once it is saved. */
export function BoundarySection({ form, set, problems, parcel }: SectionProps & { parcel: Parcel }) {
  const { t } = useTranslation('staff-land');
  const { t: land } = useTranslation('land');
  const [map, setMap] = useState<MapHandle>();
  const [drawing, draw] = useState(false);
  const shown = useMemo(
    () => (drawing ? [] : mapParcels([{ ...parcel, geometry: form.geometry ?? undefined }])),
    [drawing, parcel, form.geometry],
  );
  const simple = form.geometry === null || (form.geometry.type === 'Polygon' && form.geometry.coordinates.length === 1);
  return (
    <section className="st-section" id="f-geometry" tabIndex={-1}>
      <div className="st-section-head">
        <h2>{land('field.geometry')}</h2>
        <span className="row">
          {simple && (
            <Button onClick={() => draw(!drawing)} aria-pressed={drawing}>
              {t(drawing ? 'draw.done' : form.geometry ? 'draw.change' : 'draw.start')}
            </Button>
          )}
          {form.geometry && !drawing && (
            <Button type="text" onClick={() => set({ geometry: null })}>
              {t('draw.remove')}
            </Button>
          )}
        </span>
      </div>
      {problems.geometry && (
        <p className="err" id="f-geometry-error">
          {problems.geometry}
        </p>
      )}
      <p className="st-note">{t(drawing ? 'draw.how' : 'draw.note')}</p>
      <div className="sp-map">
        <MapView
          label={land('map.label', { name: inLanguage(parcel.name) })}
          parcels={shown}
          selected={parcel.id}
          tiles="/api/v1/tiles/{z}/{x}/{y}"
          onReady={setMap}
          tools={['zoom', 'north', 'full', 'measure']}
        >
          {map && drawing && (
            <DrawBoundary map={map} geometry={form.geometry} onChange={(geometry) => set({ geometry })} />
          )}
        </MapView>
      </div>
      {!drawing && <Paste onPaste={(geometry) => set({ geometry })} />}
    </section>
  );
}

function Paste({ onPaste }: { onPaste: (geometry: NonNullable<Parcel['geometry']>) => void }) {
  const { t } = useTranslation('staff-land');
  const [text, setText] = useState('');
  const [meridian, setMeridian] = useState<number>(120);
  const [problem, setProblem] = useState<BoundaryProblem>();
  const [taken, setTaken] = useState<number>();
  const take = () => {
    const pasted = pastedBoundary(text, meridian);
    setProblem('problem' in pasted ? pasted.problem : undefined);
    setTaken('points' in pasted ? pasted.points : undefined);
    if ('geometry' in pasted) {
      onPaste(pasted.geometry);
      setText('');
    }
  };
  return (
    <details className="sp-paste">
      <summary>{t('paste.title')}</summary>
      <div className="st-form">
        <Field
          id="f-paste"
          label={t('paste.label')}
          hint={t('paste.hint')}
          error={problem && t(`paste.problem.${problem}`)}
        >
          <TextBox
            value={text}
            rows={6}
            className="st-code"
            placeholder={t('paste.example')}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <span className="row">
          <SelectInput
            aria-label={t('paste.meridian')}
            value={meridian}
            onChange={setMeridian}
            options={meridians.map((value) => ({ value, label: t('paste.meridianOf', { degrees: value }) }))}
          />
          <Button onClick={take}>{t('paste.take')}</Button>
        </span>
        <p role="status">{taken !== undefined && t('paste.taken', { count: taken })}</p>
      </div>
    </details>
  );
}
