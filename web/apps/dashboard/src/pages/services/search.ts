import { compact, listSearch, oneOf, text, type ListSearch, type RawSearch } from '~/search.ts';

export interface ServicesSearch extends ListSearch {
  status?: 'problem' | 'healthy';
  /** The service whose details are open. */
  open?: string;
}

export function servicesSearch(raw: RawSearch): ServicesSearch {
  return compact<ServicesSearch>({
    ...listSearch(raw),
    status: oneOf(raw, 'status', ['problem', 'healthy']),
    open: text(raw, 'open'),
  });
}
