import { ByteStream } from './byteStream.js';

/*
 * As much of AMQP 0-9-1 as it takes to try what a user may do.
 * https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml
 */

const FRAME_END = 0xce;
const METHOD = 1;
const HEADER = 2;
const BODY = 3;

/** Class and method by number, as `class * 1000 + method`. */
const METHODS = {
  startOk: 10_011,
  tuneOk: 10_031,
  open: 10_040,
  openOk: 10_041,
  connectionClose: 10_050,
  channelOpen: 20_010,
  channelClose: 20_040,
  channelCloseOk: 20_041,
  exchangeDeclare: 40_010,
  queueDeclare: 50_010,
  queuePurge: 50_030,
  publish: 60_040,
  returned: 60_050,
  get: 60_070,
  getOk: 60_071,
  ack: 60_080,
  confirmSelect: 85_010,
} as const;

interface Frame {
  readonly type: number;
  readonly channel: number;
  readonly payload: Buffer;
}

/** What the broker answered: the number of the method, and for a refusal its text. */
interface Answer {
  readonly method: number;
  readonly refused: string | undefined;
  readonly body: string;
}

/** One connection of one user to one virtual host. Every attempt has a channel of its own, as a refusal closes it. */
export class AmqpConnection {
  #channel = 0;

  private constructor(readonly stream: ByteStream) {}

  static async open(port: number, user: string, vhost: string): Promise<AmqpConnection> {
    const connection = new AmqpConnection(await ByteStream.open(port));
    try {
      await connection.#shakeHands(user, vhost);
    } catch (error) {
      connection.close();
      throw error;
    }
    return connection;
  }

  close(): void {
    this.stream.close();
  }

  /** Whether the queue, which is there already, could have been declared: that is checked first. */
  declareQueue(queue: string): Promise<boolean> {
    return this.#may(METHODS.queueDeclare, [short(0), shortText(queue), byte(2), long(0)]);
  }

  declareExchange(exchange: string, type: string): Promise<boolean> {
    const texts = [shortText(exchange), shortText(type)];
    return this.#may(METHODS.exchangeDeclare, [short(0), ...texts, byte(2), long(0)]);
  }

  purge(queue: string): Promise<boolean> {
    return this.#may(METHODS.queuePurge, [short(0), shortText(queue), byte(0)]);
  }

  /** The next message of a queue; empty when there is none, `undefined` when the user may not ask. */
  async get(queue: string): Promise<string | undefined> {
    const { refused, body } = await this.#ask(METHODS.get, [short(0), shortText(queue), byte(1)]);
    return refused === undefined ? body : undefined;
  }

  /** Whether a message may be published; it has been routed when this answers. */
  async publish(exchange: string, key: string, body: string): Promise<boolean> {
    const channel = await this.#openChannel();
    this.#send(channel, METHODS.confirmSelect, [byte(0)]);
    await this.#answer(channel);
    this.#send(channel, METHODS.publish, [short(0), shortText(exchange), shortText(key), byte(0)]);
    const size = Buffer.byteLength(body);
    this.#frame(HEADER, channel, [short(60), short(0), long(0), long(size), short(0)]);
    this.#frame(BODY, channel, [Buffer.from(body)]);
    return (await this.#answer(channel)).refused === undefined;
  }

  async #shakeHands(user: string, vhost: string): Promise<void> {
    this.stream.write(Buffer.from('AMQP\u0000\u0000\u0009\u0001', 'latin1'));
    await this.#frameIn();
    const response = Buffer.from(`\u0000${user}\u0000${user}`);
    this.#send(0, METHODS.startOk, [
      ...[long(0), shortText('PLAIN'), long(response.length), response, shortText('en_US')],
    ]);
    const { payload } = await this.#frameIn();
    if (numberOf(payload) === METHODS.connectionClose) throw new Error(closeText(payload));
    this.#send(0, METHODS.tuneOk, [payload.subarray(4, 10), short(0)]);
    this.#send(0, METHODS.open, [shortText(vhost), shortText(''), byte(0)]);
    const answer = await this.#frameIn();
    if (numberOf(answer.payload) !== METHODS.openOk) throw new Error(closeText(answer.payload));
  }

  async #may(method: number, parts: readonly Buffer[]): Promise<boolean> {
    return (await this.#ask(method, parts)).refused === undefined;
  }

  async #ask(method: number, parts: readonly Buffer[]): Promise<Answer> {
    const channel = await this.#openChannel();
    this.#send(channel, method, parts);
    return this.#answer(channel);
  }

  async #openChannel(): Promise<number> {
    this.#channel += 1;
    this.#send(this.#channel, METHODS.channelOpen, [shortText('')]);
    await this.#answer(this.#channel);
    return this.#channel;
  }

  /** The next method on a channel, with the body of the message that follows it, if one does. */
  async #answer(channel: number): Promise<Answer> {
    for (;;) {
      const { type, payload, channel: on } = await this.#frameIn();
      if (on !== channel && on !== 0) continue;
      if (type !== METHOD) continue;
      const method = numberOf(payload);
      if (method === METHODS.returned) continue;
      if (method === METHODS.channelClose || method === METHODS.connectionClose) {
        const text = closeText(payload);
        if (!text.includes('ACCESS_REFUSED')) throw new Error(text);
        this.#send(channel, METHODS.channelCloseOk, []);
        return { method, refused: text, body: '' };
      }
      const body = method === METHODS.getOk ? await this.#body() : '';
      return { method, refused: undefined, body };
    }
  }

  async #body(): Promise<string> {
    const header = await this.#frameIn();
    const size = Number(header.payload.readBigUInt64BE(4));
    let text = '';
    while (Buffer.byteLength(text) < size) text += (await this.#frameIn()).payload.toString();
    return text;
  }

  async #frameIn(): Promise<Frame> {
    const head = await this.stream.bytes(7);
    const payload = await this.stream.bytes(head.readUInt32BE(3) + 1);
    return { type: head.readUInt8(0), channel: head.readUInt16BE(1), payload: payload.subarray(0, -1) };
  }

  #send(channel: number, method: number, parts: readonly Buffer[]): void {
    this.#frame(METHOD, channel, [short(Math.floor(method / 1000)), short(method % 1000), ...parts]);
  }

  #frame(type: number, channel: number, parts: readonly Buffer[]): void {
    const payload = Buffer.concat(parts);
    this.stream.write(
      Buffer.concat([byte(type), short(channel), long(payload.length), payload, byte(FRAME_END)]),
    );
  }
}

function numberOf(payload: Buffer): number {
  return payload.readUInt16BE(0) * 1000 + payload.readUInt16BE(2);
}

/** Code and text of a close. */
function closeText(payload: Buffer): string {
  const length = payload.readUInt8(6);
  return payload.subarray(7, 7 + length).toString();
}

function byte(value: number): Buffer {
  return Buffer.from([value]);
}

function short(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16BE(value);
  return buffer;
}

function long(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value);
  return buffer;
}

function shortText(text: string): Buffer {
  return Buffer.concat([byte(Buffer.byteLength(text)), Buffer.from(text)]);
}
