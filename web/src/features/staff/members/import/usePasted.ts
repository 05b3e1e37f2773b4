import { useMutation } from '@tanstack/react-query';
import { type UploadedFile, upload } from '@/lib/upload';

/** Rows copied from a spreadsheet become a file like any other: columns between tabs. */
export function usePasted() {
  return useMutation({
    mutationFn: ({ text, name }: { text: string; name: string }): Promise<UploadedFile> =>
      upload(new File([text], `${name}.tsv`, { type: 'text/tab-separated-values' }), { purpose: 'import' }),
  });
}
