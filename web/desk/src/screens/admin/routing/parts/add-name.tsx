// A field for the name of something new, which nothing else has yet.
import { PlusOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  /** Taken already. */
  names: string[];
  label: string;
  action: string;
  add: (name: string) => void;
  /** The field is TESTID-new, the button TESTID-add. */
  testId: string;
}

export function AddName({ names, label, action, add, testId }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const wanted = name.trim();
  const taken = names.includes(wanted);
  const send = () => {
    if (!wanted || taken) return;
    add(wanted);
    setName("");
  };
  return (
    <div className="add-name adding">
      <Input
        value={name}
        maxLength={80}
        placeholder={label}
        aria-label={label}
        status={taken ? "error" : ""}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={send}
        data-testid={`${testId}-new`}
      />
      <Button type="primary" icon={<PlusOutlined />} disabled={!wanted || taken ? true : undefined} onClick={send} data-testid={`${testId}-add`}>
        {action}
      </Button>
      {taken ? <p className="ink-bad">{t("names.taken", { name: wanted })}</p> : null}
    </div>
  );
}
