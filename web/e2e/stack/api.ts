// The platform's HTTP interface for what a test needs beforehand; what it tests, it does on the screen.
import type { Level, Module, Role } from '@nebula/api';

export interface Login {
  username: string;
  password: string;
}

export interface SignedIn extends Login {
  cookie: string;
  csrf: string;
}

/** Calls as one person. */
export class Api {
  readonly #url: string;
  readonly person: SignedIn;

  private constructor(url: string, person: SignedIn) {
    this.#url = url;
    this.person = person;
  }

  /** Sets a fresh platform up. */
  static async setUp(url: string, setup_token: string, login: Login): Promise<Api> {
    const email = `${login.username}@example.org`;
    return Api.#enter(url, '/api/v1/setup', { setup_token, email, ...login }, login);
  }

  static async logIn(url: string, { username, password }: Login): Promise<Api> {
    const login = { username, password };
    return Api.#enter(url, '/api/v1/sessions', login, login);
  }

  static async #enter(url: string, path: string, body: object, login: Login): Promise<Api> {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${answer}`);
    const { csrf_token } = JSON.parse(answer) as { csrf_token: string };
    const cookie = /nebula_session=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1];
    if (!cookie) throw new Error(`POST ${path} set no cookie`);
    return new Api(url, { ...login, cookie, csrf: csrf_token });
  }

  async call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(this.#url + path, {
      method,
      headers: {
        cookie: `nebula_session=${this.person.cookie}`,
        'x-csrf-token': this.person.csrf,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer}`);
    return (answer ? JSON.parse(answer) : undefined) as T;
  }

  /** Creates a person and logs them in. */
  async createPerson(role: Role['name'], username: string): Promise<Api> {
    const login = { username, password: `${username} has a long password` };
    await this.call('POST', '/api/v1/users', { ...login, role, email: `${username}@example.org` });
    return Api.logIn(this.#url, login);
  }

  async setPermissions(role: string, change: Partial<Record<Module, Level>>): Promise<void> {
    const { items } = await this.call<{ items: Role[] }>('GET', '/api/v1/roles');
    const permissions = items.find((each) => each.name === role)?.permissions;
    await this.call('PUT', `/api/v1/roles/${role}`, { permissions: { ...permissions, ...change } });
  }
}
