// What comes in: a line for each queue and channel.
import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { loadChannels, type LoadStream } from "../../../../api/simulation";
import { Help } from "../parts/help";

interface Props {
  queues: string[];
  contacts: LoadStream[];
  setContacts: (contacts: LoadStream[]) => void;
}
const columns = ["per_hour", "handle", "patience", "priority"] as const;

export function LoadTable({ queues, contacts, setContacts }: Props) {
  const { t } = useTranslation();
  const put = (at: number, change: Partial<LoadStream>) =>
    setContacts(contacts.map((stream, index) => (index === at ? { ...stream, ...change } : stream)));
  const add = () => setContacts([...contacts, { queue: queues[0] ?? "", channel: "voice", per_hour: 10, handle: 180 }]);
  return (
    <>
      <div className="load-box">
        <table className="load-table">
          <thead>
            <tr>
              <th scope="col">{t("list.queue")}</th>
              <th scope="col">{t("caller.channel")}</th>
              {columns.map((name) => (
                <th scope="col" key={name}>
                  {t(`sim.load.${name}`)} <Help text={t(`sim.loadHelp.${name}`)} />
                </th>
              ))}
              <th aria-label={t("sim.removeStream")} />
            </tr>
          </thead>
          <tbody>
            {contacts.map((stream, at) => (
              <tr key={at} data-testid="sim-stream">
                <td>
                  <Select
                    value={stream.queue || null}
                    className="load-queue"
                    aria-label={t("list.queue")}
                    popupMatchSelectWidth={false}
                    options={queues.map((queue) => ({ value: queue, label: queue }))}
                    onChange={(queue) => queue && put(at, { queue })}
                  />
                </td>
                <td>
                  <Select
                    value={stream.channel}
                    className="load-channel"
                    aria-label={t("caller.channel")}
                    popupMatchSelectWidth={false}
                    options={loadChannels.map((channel) => ({ value: channel, label: t(`channel.${channel}`) }))}
                    onChange={(channel) => put(at, { channel })}
                  />
                </td>
                {columns.map((name) => (
                  <td key={name}>
                    <InputNumber
                      className="load-number"
                      controls={false}
                      min={name === "handle" ? 1 : 0}
                      value={stream[name] ?? null}
                      placeholder={name === "patience" ? "∞" : "0"}
                      aria-label={`${stream.queue} ${t(`sim.load.${name}`)}`}
                      onChange={(value) => put(at, name === "per_hour" || name === "handle" ? { [name]: value ?? 0 } : { [name]: value ?? undefined })}
                    />
                  </td>
                ))}
                <td>
                  <Button
                    type="text"
                    size="small"
                    icon={<CloseOutlined />}
                    aria-label={`${t("sim.removeStream")} ${stream.queue}`}
                    onClick={() => setContacts(contacts.filter((_, index) => index !== at))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Button size="small" icon={<PlusOutlined />} onClick={add}>
        {t("sim.addStream")}
      </Button>
    </>
  );
}
