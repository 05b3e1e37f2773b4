import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { inLanguage } from '@/lib/text';
import { OrganisationPicker } from '../organisations/OrganisationPicker';
import { SelectInput } from '../shared/SelectInput';
import type { Role } from './api';
import { listed, type MembershipRow, rolesOf, rowFor } from './memberships';

interface MembershipListProps {
  rows: MembershipRow[];
  readOnly?: boolean;
  onChange: (rows: MembershipRow[]) => void;
}

/** In which organisations somebody acts, and as what. */
export function MembershipList({ rows, readOnly, onChange }: MembershipListProps) {
  const { t } = useTranslation('staff');
  const replace = (at: number, role: Role) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, role } : row)));
  return (
    <>
      {rows.length === 0 ? (
        <p className="st-none">{t('people.noMemberships')}</p>
      ) : (
        <ul className="st-cast-list">
          {rows.map(({ organisation, role }, at) => {
            const name = inLanguage(organisation.name);
            return (
              <li key={organisation.id + role}>
                <span className="grow">{name}</span>
                {readOnly ? (
                  <span className="c2">{t(`memberRoles.${role}`)}</span>
                ) : (
                  <>
                    <SelectInput<Role>
                      aria-label={t('people.roleIn', { name })}
                      value={role}
                      onChange={(next) => replace(at, next)}
                      options={rolesOf[organisation.kind].map((value) => ({
                        value,
                        label: t(`memberRoles.${value}`),
                        disabled: value !== role && listed(rows, organisation.id, value),
                      }))}
                    />
                    <Button
                      type="text"
                      icon={<Icon name="trash" size="s" />}
                      aria-label={t('people.removeFrom', { name })}
                      title={t('people.removeFrom', { name })}
                      onClick={() => onChange(rows.filter((_, index) => index !== at))}
                    />
                  </>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {!readOnly && (
        <OrganisationPicker
          label={t('people.addMembership')}
          onPick={(organisation) => {
            const row = organisation && rowFor(rows, organisation);
            if (row) onChange([...rows, row]);
          }}
        />
      )}
    </>
  );
}
