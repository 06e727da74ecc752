import { Refused, type CallOptions } from '../api/http';
import type { CallbackWish } from './seeker-options';
import type { Visit } from './visit';

/** The calls that only the holder of a contact's token may make. */
export class OwnContact {
  constructor(
    private readonly call: <T>(path: string, options?: CallOptions) => Promise<T>,
    private readonly visit: () => Visit,
  ) {}

  get path(): string {
    return `/api/v1/contacts/${this.visit().contactId}`;
  }

  /** Asks for something; throws {@link Refused}. */
  ask<T>(what: string, body: object = {}): Promise<T> {
    const token = this.visit().token ?? '';
    return this.call<T>(`${this.path}/${what}`, { method: 'POST', body, token, keepalive: true });
  }

  /** Please ring me when it is my turn; throws {@link Refused}. */
  callback(wish: CallbackWish): Promise<void> {
    return this.ask('callback', wish);
  }

  /** Ring me no more; throws {@link Refused}. */
  noCallback(): Promise<void> {
    const token = this.visit().token ?? '';
    return this.call<void>(`${this.path}/callback`, { method: 'DELETE', token, keepalive: true });
  }

  /** True once the server has answered, be it that it will not. */
  async settle(what: string, body: object): Promise<boolean> {
    try {
      await this.ask(what, body);
      return true;
    } catch (error) {
      return error instanceof Refused && !error.passing;
    }
  }

  /** False when the token is not good any more; without an answer it may still be. */
  async stillAllowed(): Promise<boolean> {
    try {
      await this.call(this.path, { token: this.visit().token ?? '' });
      return true;
    } catch (error) {
      return !(error instanceof Refused && [401, 403, 404, 410].includes(error.status));
    }
  }
}
