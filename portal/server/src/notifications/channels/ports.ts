/** What leaves the house, and by which way. A port answers when the other side has taken it over. */

export type Channel = "mail" | "sms";

export interface Outgoing {
  /** The same for every try: the other side may tell a repetition by it. */
  id: string;
  to: string;
  subject: string;
  text: string;
}

export interface ChannelPort {
  /** Throws DeliveryError. */
  send(message: Outgoing): Promise<void>;
  close(): Promise<void>;
}
export type MailPort = ChannelPort;
export type SmsPort = ChannelPort;

/** `permanent`: trying again is of no use. Its message never repeats address, text or secret. */
export class DeliveryError extends Error {
  readonly permanent: boolean;
  constructor(message: string, permanent: boolean) {
    super(message);
    this.name = "DeliveryError";
    this.permanent = permanent;
  }
}
