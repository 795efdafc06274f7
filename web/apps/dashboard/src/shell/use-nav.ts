import { useMemo } from 'react';
import { NAV, type NavGroup } from '../nav.ts';
import { meets, useMe } from '../session.ts';

/** The groups and pages that this person may see; what they may not is absent. */
export function useVisibleNav(): NavGroup[] {
  const me = useMe();
  return useMemo(
    () =>
      NAV.map((group) => ({
        ...group,
        pages: group.pages.filter((page) => meets(me, page.module)),
      })).filter((group) => group.pages.length > 0),
    [me],
  );
}
