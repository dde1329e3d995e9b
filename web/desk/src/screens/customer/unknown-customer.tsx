// A caller nobody knows: a customer in one click, or a link to one who calls from a new number.
import { Button, Select } from "antd";
import { UserAddOutlined } from "@ant-design/icons";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { createCustomer, linkCustomer } from "../../api/commands";
import { useCustomerSearch } from "../../api/queries";
import type { ConversationLive } from "../../api/types";
import { isMasked, phoneGroups, words } from "../../format/values";
import { useAction } from "../../hooks/use-action";
import { useLiveClient } from "../../live/provider";
import { CollectedValues } from "../../parts/lines";
import { justMade } from "./just-made";
import { ScheduleCallback } from "./schedule-callback";
import { useWho } from "../../parts/who";

export function UnknownCustomer({ conversation }: { conversation: ConversationLive }) {
  const { t } = useTranslation();
  const live = useLiveClient();
  const who = useWho();
  const { contact } = conversation;
  const create = useAction(async () => {
    // A masked number is no identity: the server knows the whole one and links it with the conversation.
    const known = contact.kind === "phone" && contact.text !== "" && !isMasked(contact.text);
    const made = await createCustomer({
      name: who(conversation),
      identities: known ? [{ kind: "phone", value: contact.text }] : [],
      conversation: conversation.id,
    });
    justMade(made.id);
    live.takeConversation({ ...conversation, customer: made });
  });
  return (
    <div className="unknown-customer">
      <header className="customer-head">
        <div className="customer-name-line">
          <span className="customer-name" data-testid="customer-name">
            {who(conversation)}
          </span>
          <span className="tag tone-grey">{t("customer.unknown")}</span>
        </div>
      </header>
      {conversation.collected.length ? (
        <section className="fact-block">
          <h3>{t("customer.wants")}</h3>
          <CollectedValues collected={conversation.collected} />
        </section>
      ) : null}
      <p className="muted">{t("customer.unknownNext")}</p>
      <Button
        type="primary"
        block
        icon={<UserAddOutlined />}
        loading={create.busy}
        onClick={() => void create.run()}
        data-testid="create-customer"
      >
        {t("customer.create")}
      </Button>
      <LinkExisting conversation={conversation} />
      <ScheduleCallback customer={null} phone={contact.kind === "phone" ? contact.text : ""} queue={conversation.queue?.id ?? null} />
    </div>
  );
}

function LinkExisting({ conversation }: { conversation: ConversationLive }) {
  const { t, i18n } = useTranslation();
  const live = useLiveClient();
  const [text, setText] = useState("");
  const [settled, setSettled] = useState("");
  const found = useCustomerSearch(settled);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text.trim()), 200);
    return () => clearTimeout(timer);
  }, [text]);
  const link = useAction(async (customer: string) => live.takeConversation(await linkCustomer(conversation.id, customer)));
  return (
    <Select
      className="link-customer"
      showSearch={{ filterOption: false, onSearch: setText }}
      value={null}
      placeholder={t("customer.link")}
      aria-label={t("customer.link")}
      loading={found.isFetching || link.busy}
      notFoundContent={settled ? t("palette.nothing") : t("customer.linkHint")}
      onChange={(id: string | null) => id && void link.run(id)}
      options={(settled ? (found.data?.items ?? []) : []).map((c) => ({
        value: c.id,
        label: [c.name, c.phone ? phoneGroups(c.phone) : c.email, words(c.region, i18n.language)].filter(Boolean).join(" · "),
      }))}
      data-testid="link-customer"
    />
  );
}
