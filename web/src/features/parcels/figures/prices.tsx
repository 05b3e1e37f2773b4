import { useTranslation } from 'react-i18next';
import { inWan } from '@/lib/land/price';
import { type CapRule, capRules } from '@/lib/land/types';
import { formatNumber } from '@/lib/text';
import type { FactProps } from './facts';
import { Money, PriceFigure } from './Money';

/** What follows from a price, in the units the notice did not use. */
function Follows({ values, word }: { values: readonly [number | undefined, string][]; word?: string }) {
  const shown = values.filter((pair): pair is [number, string] => pair[0] !== undefined);
  if (shown.length === 0) return null;
  return (
    <small className="follows">
      {word && <span>{word}</span>}
      {shown.map(([value, unit]) => (
        <Money key={unit} value={value} unit={unit} />
      ))}
    </small>
  );
}

/** The start price as the notice has it; the total, and the price by floor area and by 亩, follow. */
export function StartValue({ parcel: { prices, derived } }: FactProps) {
  const { t } = useTranslation('land');
  const own = prices.start?.unit;
  const total = inWan(prices.start) === undefined ? derived.startTotalWan : undefined;
  const rest: [number | undefined, string][] = [
    [total, 'wan'],
    [own === 'yuan/floor' ? undefined : derived.startPerFloorM2, 'yuan/floor'],
    [own === 'wan/mu' ? undefined : derived.startPerMu, 'wan/mu'],
    [own === 'yuan/m2' || total === undefined ? undefined : derived.startPerM2, 'yuan/m2'],
  ];
  return (
    <>
      <PriceFigure price={prices.start} />
      <Follows values={rest} word={t('comesTo')} />
    </>
  );
}

export function StepValue({ parcel: { prices, derived } }: FactProps) {
  return (
    <>
      <PriceFigure price={prices.step} />
      {prices.step?.unit && inWan(prices.step) === undefined && <Follows values={[[derived.stepWan, 'wan']]} />}
    </>
  );
}

/** The deposit, and its share of the start price. */
export function DepositValue({ parcel: { prices, derived } }: FactProps) {
  const { t } = useTranslation('land');
  const paid = inWan(prices.deposit) ?? derived.depositWan;
  const start = inWan(prices.start) ?? derived.startTotalWan;
  const share = paid && start && prices.deposit?.unit !== 'percent' ? (paid / start) * 100 : undefined;
  return (
    <>
      <PriceFigure price={prices.deposit} />
      {share !== undefined && (
        <span className="beside">
          {t('ofStart', { percent: formatNumber(share, { maximumFractionDigits: share < 1 ? 2 : 0 }) })}
        </span>
      )}
      {prices.deposit?.unit === 'percent' && <Follows values={[[derived.depositWan, 'wan']]} />}
    </>
  );
}

/** The highest price, and what decides once it is reached. */
export function CapValue({ parcel: { prices, derived } }: FactProps) {
  const { t } = useTranslation('land');
  const rules = capRules.filter((rule): rule is CapRule => prices.capThen?.includes(rule) ?? false);
  return (
    <>
      <PriceFigure price={prices.cap} />
      {rules.length > 0 && (
        <span className="beside">
          {t('capThen', { rules: rules.map((rule) => t(`capRule.${rule}`)).join(t('comma')) })}
        </span>
      )}
      <Follows values={[[prices.cap?.unit === 'yuan/floor' ? undefined : derived.capPerFloorM2, 'yuan/floor']]} />
    </>
  );
}

export function SoldValue({ parcel: { prices, derived } }: FactProps) {
  const { t } = useTranslation('land');
  return (
    <>
      <PriceFigure price={prices.sold} />
      {derived.premiumPercent !== undefined && (
        <span className="beside">
          {t('premium', { percent: formatNumber(derived.premiumPercent, { maximumFractionDigits: 2 }) })}
        </span>
      )}
      <Follows values={[[prices.sold?.unit === 'yuan/floor' ? undefined : derived.soldPerFloorM2, 'yuan/floor']]} />
    </>
  );
}

export function IntensityValue({ parcel: { intensity, derived } }: FactProps) {
  return (
    <>
      <PriceFigure price={intensity} />
      {intensity?.unit === 'wan/ha' && <Follows values={[[derived.intensityWanPerMu, 'wan/mu']]} />}
    </>
  );
}
