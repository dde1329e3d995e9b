// The name of something that others speak of. It takes effect when it is left: half a name may be somebody else's.
import { Input } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  id?: string;
  name: string;
  /** What the others are called. */
  taken: string[];
  label?: string;
  rename: (to: string) => void;
  testId: string;
}

export function NameInput({ id, name, taken, label, rename, testId }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState(name);
  useEffect(() => setText(name), [name]);
  const wanted = text.trim();
  const refused = wanted !== name && taken.includes(wanted);
  const leave = () => {
    if (!wanted || refused) setText(name);
    else if (wanted !== name) rename(wanted);
  };
  return (
    <div className="name-input">
      <Input
        {...(id ? { id } : {})}
        value={text}
        maxLength={80}
        aria-label={label}
        status={refused ? "error" : ""}
        onChange={(event) => setText(event.target.value)}
        onBlur={leave}
        onPressEnter={(event) => event.currentTarget.blur()}
        data-testid={testId}
      />
      {refused ? (
        <p className="ink-bad" role="status">
          {t("names.taken", { name: wanted })}
        </p>
      ) : null}
    </div>
  );
}
