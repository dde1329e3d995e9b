// Figures of the running legs, for support and for the end-to-end tests: `await window.__tandem_phone()`.
import type { Phone } from "./phone";

export interface LegStats {
  leg: string;
  conversation: string | null;
  state: string;
  codec: string | null;
  packetsReceived: number;
  packetsLost: number;
  jitter: number;
  totalAudioEnergy: number;
  totalSamplesDuration: number;
  packetsSent: number;
  sentAudioEnergy: number;
}

declare global {
  interface Window {
    __tandem_phone?: () => Promise<LegStats[]>;
  }
}

interface Report {
  type: string;
  kind?: string;
  mimeType?: string;
  [figure: string]: unknown;
}
const number = (value: unknown) => (typeof value === "number" ? value : 0);

export function readReports(reports: Report[]): Omit<LegStats, "leg" | "conversation" | "state"> {
  const find = (type: string) => reports.find((r) => r.type === type && (r.kind ?? "audio") === "audio");
  const inbound = find("inbound-rtp");
  const outbound = find("outbound-rtp");
  const source = find("media-source");
  return {
    codec: reports.find((r) => r.type === "codec")?.mimeType ?? null,
    packetsReceived: number(inbound?.packetsReceived),
    packetsLost: number(inbound?.packetsLost),
    jitter: number(inbound?.jitter),
    totalAudioEnergy: number(inbound?.totalAudioEnergy),
    totalSamplesDuration: number(inbound?.totalSamplesDuration),
    packetsSent: number(outbound?.packetsSent),
    sentAudioEnergy: number(source?.totalAudioEnergy),
  };
}

export async function phoneStats(phone: Phone): Promise<LegStats[]> {
  return Promise.all(
    phone.legs().map(async ([leg, entry]) => {
      const reports: Report[] = [];
      (await entry.leg?.connection.getStats())?.forEach((report: Report) => reports.push(report));
      const state = entry.leg?.state ?? entry.state;
      return { leg, conversation: entry.wanted.conversation, state, ...readReports(reports) };
    }),
  );
}

export function exposeStats(phone: Phone) {
  window.__tandem_phone = () => phoneStats(phone);
}
