import { useTranslation } from 'react-i18next';
import { languageNames, languages } from '@/lib/language';
import type { Organisation } from './api';

/** An organisation for those who may not change it. */
export function OrganisationFacts({ organisation }: { organisation: Organisation }) {
  const { t } = useTranslation('staff');
  const { kind, name, uscc, registrationNumber, region, twoPersonPublish } = organisation;
  const facts: [string, string | undefined][] = [
    [t('organisations.kind'), t(`organisationKinds.${kind}`)],
    ...languages.map((tag): [string, string | undefined] => [languageNames[tag], name[tag]]),
    [t('fields.region'), region],
    [t('fields.uscc'), uscc],
    [t('fields.registrationNumber'), registrationNumber],
    [
      t('organisations.publish'),
      kind === 'bureau' ? t(twoPersonPublish ? 'organisations.twoPeople' : 'organisations.onePerson') : undefined,
    ],
  ];
  return (
    <>
      <dl className="st-rows">
        {facts
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <p className="c3">{t('organisations.readOnly')}</p>
    </>
  );
}
