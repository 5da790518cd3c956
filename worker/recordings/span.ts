export type Span = { readonly offset: number; readonly length: number };

/**
 * Which of `size` bytes a Range header asks for (RFC 9110, 14.2). `all`: no range, or one that a server may ignore, such
 * as several at once. `none`: it lies outside.
 */
export const spanOf = (header: string | undefined, size: number): Span | 'all' | 'none' => {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return 'all';
  if (first !== '' && last !== '' && Number(last) < Number(first)) return 'all';
  const offset = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  if (offset >= size) return 'none';
  const end = first === '' || last === '' ? size : Math.min(Number(last) + 1, size);
  return { offset, length: end - offset };
};
