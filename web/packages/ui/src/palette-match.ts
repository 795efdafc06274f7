export interface Findable {
  label: string;
  keywords?: string[] | undefined;
}

/** How well an entry matches: 0 for not at all, more for better. Every word must be found. */
export function matchScore(entry: Findable, search: string): number {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return 1;
  const label = entry.label.toLowerCase();
  const keywords = (entry.keywords ?? []).map((each) => each.toLowerCase());
  let score = 0;
  for (const word of words) {
    const at = label.indexOf(word);
    if (at === 0) score += 100;
    // The beginning of a word within: "redis" in "shop-redis-1".
    else if (at > 0 && /[^a-z0-9]/.test(label[at - 1] ?? '')) score += 60;
    else if (at > 0) score += 30;
    else if (keywords.some((each) => each.startsWith(word))) score += 20;
    else if (keywords.some((each) => each.includes(word))) score += 10;
    else return 0;
  }
  // Of two that match alike the shorter one was rather meant.
  return score + 10 / (10 + label.length);
}

/** The best entries of each group, groups in the order in which they come. */
export function findEntries<T extends Findable & { group: string }>(
  entries: readonly T[],
  search: string,
  perGroup: number,
): T[] {
  const scored = entries
    .map((entry, place) => ({ entry, place, score: matchScore(entry, search) }))
    .filter((each) => each.score > 0);
  if (search.trim() !== '') scored.sort((a, b) => b.score - a.score || a.place - b.place);
  const groups = new Map<string, T[]>();
  for (const group of new Set(entries.map((entry) => entry.group))) groups.set(group, []);
  for (const { entry } of scored) {
    const found = groups.get(entry.group);
    if (found && found.length < perGroup) found.push(entry);
  }
  return [...groups.values()].flat();
}
