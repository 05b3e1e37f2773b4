import { useTranslation } from 'react-i18next';
import { fileUrl, type SlidesData } from './data';
import type { StageProps } from './kinds';
import { Page } from './Page';

export function Slides({ data, small, over }: StageProps) {
  const { t } = useTranslation('room');
  const { file, page, pages, name } = data as unknown as SlidesData;
  return (
    <Page url={fileUrl(file)} page={page} label={t('stage.pageLabel', { page, pages, name })} words={!small}>
      {over}
    </Page>
  );
}
