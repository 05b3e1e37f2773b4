import { useTranslation } from 'react-i18next';
import { areaDiffers, areaFigure } from '@/lib/land/area';
import { recordDay } from '@/lib/land/dates';
import { type Method, methods } from '@/lib/land/types';
import { formatNumber } from '@/lib/text';
import { Area } from './Area';
import type { FactProps } from './facts';
import { NotRead } from './NotRead';
import { Uses } from './Uses';

/** The number as the lists have it, and as the notice wrote it where that differs. */
export function NumberValue({ parcel: { number, numberText } }: FactProps) {
  const { t } = useTranslation('land');
  return (
    <>
      <b>{number || numberText}</b>
      {number && numberText && numberText !== number && <small>{t('writtenAs', { text: numberText })}</small>}
    </>
  );
}

/** A district with the day its name is of: what belongs to it has changed. */
export function DistrictValue({ parcel: { district } }: FactProps) {
  const { t } = useTranslation('land');
  if (!district?.name) return null;
  const { name, asOf, now } = district;
  return (
    <>
      <b>{name}</b>
      {asOf && <span className="beside">{t('district.asOf', { day: recordDay(asOf) })}</span>}
      {now && now !== name && <small>{t('district.now', { name: now })}</small>}
    </>
  );
}

export function UsesValue({ parcel: { uses, usesText } }: FactProps) {
  return <Uses uses={uses} text={usesText} />;
}

export function MethodValue({ parcel: { method } }: FactProps) {
  const { t } = useTranslation('land');
  const known = methods.find((one): one is Method => one === method);
  return known ? <b>{t(`method.${known}`)}</b> : <b>{method}</b>;
}

/** The declared area, which is the official one, in both units; beside it the computed one where they differ. */
export function AreaValue({ parcel: { areaM2, areaText, computedAreaM2 } }: FactProps) {
  const { t } = useTranslation('land');
  if (!areaM2) return areaText ? <NotRead text={areaText} /> : <Computed m2={computedAreaM2} />;
  const differs = areaDiffers(areaM2, computedAreaM2);
  return (
    <>
      <b>
        <Area m2={areaM2} />
      </b>
      <span className="beside">
        <Area m2={areaM2} unit="mu" />
      </span>
      {differs !== undefined && computedAreaM2 !== undefined && (
        <small className="warn">
          {t('areaDiffers', {
            computed: `${areaFigure(computedAreaM2, 'm2')} ${t('areaUnit.m2')}`,
            percent: formatNumber(Math.abs(differs) * 100, { maximumFractionDigits: 1 }),
            way: t(differs > 0 ? 'more' : 'less'),
          })}
        </small>
      )}
    </>
  );
}

/** Without a declared area: what the boundary encloses, and that nobody has declared it. */
function Computed({ m2 }: { m2: number | undefined }) {
  const { t } = useTranslation('land');
  if (!m2) return null;
  return (
    <>
      <b>
        <Area m2={m2} />
      </b>
      <span className="beside">
        <Area m2={m2} unit="mu" />
      </span>
      <small className="warn">{t('computedOnly')}</small>
    </>
  );
}
