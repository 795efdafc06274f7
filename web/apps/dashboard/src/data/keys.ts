// The names under which answers are cached. Live events find them here too.
export const keys = {
  containers: (engine?: string) => (engine ? ['containers', engine] : ['containers']),
  container: (engine: string, id: string) => ['container', engine, id],
  dockerEvents: (engine?: string) => (engine ? ['docker-events', engine] : ['docker-events']),
  engines: ['engines'],
  images: (engine?: string) => (engine ? ['images', engine] : ['images']),
  volumes: (engine?: string) => (engine ? ['volumes', engine] : ['volumes']),
  networks: (engine?: string) => (engine ? ['networks', engine] : ['networks']),
  diskUsage: (engine: string) => ['disk-usage', engine],
  hostStats: ['host', 'stats'],
  hostHistory: ['host', 'history'],
  services: ['services'],
  serviceMap: ['service-map'],
  tasks: ['tasks'],
  platform: ['platform'],
};
