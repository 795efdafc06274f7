import type { Role } from '@nebula/api';
import { expect, it } from 'vitest';
import {
  countChanges,
  isChanged,
  levelIn,
  permissionsWith,
  withLevel,
  type Draft,
} from './draft.ts';

const viewer: Role = {
  name: 'viewer',
  description: '',
  editable: true,
  user_count: 1,
  permissions: { overview: 'read', images: 'read', audit: 'admin' },
};

it('knows what is saved, what is changed, and how many changes wait', () => {
  let draft: Draft = {};
  draft = withLevel(draft, viewer, 'images', 'write');
  draft = withLevel(draft, viewer, 'volumes', 'read');
  expect(countChanges(draft)).toBe(2);
  expect(levelIn(viewer, 'images', draft)).toBe('write');
  expect(isChanged(viewer, 'images', draft)).toBe(true);
  expect(isChanged(viewer, 'overview', draft)).toBe(false);
  expect(permissionsWith(viewer, draft)).toEqual({
    overview: 'read',
    images: 'write',
    volumes: 'read',
    audit: 'admin',
  });
});

it('takes a change that leads back to what is saved as none', () => {
  let draft = withLevel({}, viewer, 'images', 'write');
  draft = withLevel(draft, viewer, 'images', 'read');
  expect(draft).toEqual({});
});

it('shows a level that means no more than another as that one', () => {
  expect(levelIn(viewer, 'audit', {})).toBe('read');
  expect(withLevel({}, viewer, 'audit', 'read')).toEqual({});
});
