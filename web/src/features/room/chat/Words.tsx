import { useTranslation } from 'react-i18next';
import { linkPieces } from '@/lib/text';
import styles from './chat.module.css';

/** The words of a line, with its links made safe and their host shown. */
export function Words({ text }: { text: string }) {
  const { t } = useTranslation('room');
  return (
    <>
      {linkPieces(text).map((piece, index) =>
        'href' in piece ? (
          <a
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one line never move
            key={index}
            href={piece.href}
            target="_blank"
            rel="noopener noreferrer nofollow ugc"
            title={t('chat.link', { host: hostOf(piece.href) })}
          >
            {piece.text}
            <small className={styles.host}>{hostOf(piece.href)}</small>
          </a>
        ) : (
          piece.text
        ),
      )}
    </>
  );
}

function hostOf(href: string): string {
  return new URL(href).host;
}
