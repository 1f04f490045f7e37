import { ByteStream } from './byteStream.js';

/** As much of the client protocol as is needed. https://docs.nats.io/reference/reference-protocols/nats-protocol */
export class NatsClient {
  readonly received = new Map<string, string>();
  #sid = 0;

  private constructor(readonly stream: ByteStream) {}

  /** @param user whose password is its name; without one nothing is shown to the server */
  static async login(port: number, user?: string): Promise<NatsClient> {
    const stream = await ByteStream.open(port);
    await stream.line();
    const shown = user === undefined ? {} : { user, pass: user };
    const options = { verbose: false, pedantic: false, ...shown, echo: true, headers: false };
    stream.write(`CONNECT ${JSON.stringify(options)}\r\n`);
    const client = new NatsClient(stream);
    const errors = await client.settle();
    if (errors.length > 0) throw new Error(errors.join(', '));
    return client;
  }

  async subscribe(subject: string, group: string): Promise<boolean> {
    this.#sid += 1;
    this.stream.write(`SUB ${subject} ${group} ${this.#sid}\r\n`);
    return (await this.settle()).length === 0;
  }

  async publish(subject: string, body = 'x', reply = ''): Promise<boolean> {
    this.stream.write(`PUB ${subject} ${reply} ${Buffer.byteLength(body)}\r\n${body}\r\n`);
    return (await this.settle()).length === 0;
  }

  /** The next message on a subject, asked for a few times as another part of the server sends it. */
  async next(subject: string): Promise<string> {
    for (let round = 0; round < 50 && !this.received.has(subject); round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      await this.settle();
    }
    return this.received.get(subject) ?? '';
  }

  close(): void {
    this.stream.close();
  }

  /** Reads up to the answer to a ping, and gives the refusals on the way. */
  async settle(): Promise<readonly string[]> {
    this.stream.write('PING\r\n');
    const errors: string[] = [];
    for (;;) {
      // Whoever is refused is told so, and the connection is closed.
      const line = await this.stream.line().catch((error: unknown) => {
        if (errors.length === 0) throw error;
        return 'PONG';
      });
      if (line === 'PONG') return errors;
      if (line.startsWith('-ERR')) errors.push(line);
      else if (line.startsWith('MSG ')) {
        const [, subject = '', ...rest] = line.split(' ');
        const length = Number(rest.at(-1));
        const body = (await this.stream.bytes(length + 2)).subarray(0, length).toString();
        this.received.set(subject, body);
      }
    }
  }
}
