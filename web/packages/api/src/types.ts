// Short names for the generated schema types, so that pages never spell out an index access.
import type { components } from './schema.ts';

type Schemas = components['schemas'];

export type ApiKey = Schemas['ApiKey'];
export type AuditEvent = Schemas['AuditEvent'];
export type Container = Schemas['Container'];
export type ContainerStats = Schemas['ContainerStats'];
export type ContainerSummary = Schemas['ContainerSummary'];
export type CreateContainer = Schemas['CreateContainer'];
export type Directory = Schemas['FileList'];
export type DiskUsage = Schemas['DiskUsage'];
export type DockerEvent = Schemas['DockerEvent'];
export type Engine = Schemas['Engine'];
export type FileEntry = Directory['items'][number];
export type HostHistory = Schemas['HostHistory'];
export type HostSample = HostHistory['items'][number];
export type HostStats = Schemas['HostStats'];
export type Image = Schemas['Image'];
export type ImageDetail = Schemas['ImageDetail'];
export type Level = Schemas['Level'];
export type LogLine = Schemas['LogLine'];
export type Me = Schemas['Me'];
export type Module =
  | 'overview'
  | 'containers'
  | 'files'
  | 'terminal'
  | 'images'
  | 'volumes'
  | 'networks'
  | 'recordings'
  | 'users'
  | 'api_keys'
  | 'audit'
  | 'settings';
export type Network = Schemas['Network'];
export type NewApiKey = Schemas['NewApiKey'];
export type Node = Schemas['Node'];
export type Platform = Schemas['PlatformState'];
export type Processes = Schemas['ProcessList'];
export type PruneReport = Schemas['PruneReport'];
export type Recording = Schemas['Recording'];
export type Role = Schemas['RoleInfo'];
export type RoleName = Schemas['Role'];
export type Service = Schemas['Service'];
export type ServiceMap = Schemas['ServiceMapInfo'];
export type Session = Schemas['Session'];
export type SessionInfo = Schemas['SessionInfo'];
export type Settings = Schemas['Settings'];
export type Setup = Schemas['Setup'];
export type SetupCheck = Schemas['SetupCheck'];
export type Task = Schemas['Task'];
export type TaskStep = Schemas['TaskStep'];
export type User = Schemas['User'];
export type Volume = Schemas['Volume'];
export type Whoami = Schemas['MeAnswer'];
