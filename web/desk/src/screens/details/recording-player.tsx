// Plays a recording: one lane for the customer, one for the agent, so that one sees who speaks and can jump there.
import { Button, Segmented } from "antd";
import { PauseOutlined, CaretRightOutlined } from "@ant-design/icons";
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { requestBlob } from "../../api/http";
import { clock } from "../../format/time";
import { Failed, Loading } from "../../parts/feedback";
import { Lane } from "./lane";
import { loudness, type Loudness } from "./loudness";

export function RecordingPlayer({ id }: { id: string }) {
  const [attempt, setAttempt] = useState(0);
  const [loaded, setLoaded] = useState<{ url: string; lanes: Loudness | null } | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    const stop = new AbortController();
    let url: string | null = null;
    setError(null);
    setLoaded(null);
    requestBlob(`/recordings/${id}/audio`, stop.signal)
      .then(async (blob) => {
        const lanes = await loudness(blob);
        if (stop.signal.aborted) return;
        url = URL.createObjectURL(blob);
        setLoaded({ url, lanes });
      })
      .catch((problem: unknown) => !stop.signal.aborted && setError(problem));
    return () => {
      stop.abort();
      if (url) URL.revokeObjectURL(url);
    };
  }, [id, attempt]);
  if (error) return <Failed error={error} retry={() => setAttempt((n) => n + 1)} />;
  if (!loaded) return <Loading rows={2} />;
  return <Player url={loaded.url} lanes={loaded.lanes} />;
}

function Player({ url, lanes }: { url: string; lanes: Loudness | null }) {
  const { t } = useTranslation();
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [length, setLength] = useState(lanes?.seconds ?? 0);
  const [speed, setSpeed] = useState(1);

  useEffect(() => {
    if (!playing) return;
    let frame = requestAnimationFrame(function move() {
      setAt(audio.current?.currentTime ?? 0);
      frame = requestAnimationFrame(move);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing]);

  const seek = (seconds: number) => {
    if (!audio.current) return;
    audio.current.currentTime = Math.max(0, Math.min(length, seconds));
    setAt(audio.current.currentTime);
  };
  const pointAt = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    seek(((event.clientX - box.left) / box.width) * length);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "ArrowRight") seek(at + 5);
    else if (event.key === "ArrowLeft") seek(at - 5);
    else return;
    event.preventDefault();
  };
  const toggle = () => (playing ? audio.current?.pause() : void audio.current?.play());
  const share = length ? Math.min(1, at / length) : 0;
  return (
    <div className="player" data-testid="recording-player" data-seconds={length}>
      <audio
        ref={audio}
        src={url}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPlaying(false)}
        onLoadedMetadata={({ currentTarget }) => Number.isFinite(currentTarget.duration) && setLength(currentTarget.duration)}
        data-testid="recording-audio"
      />
      <div className="player-bar">
        <Button
          shape="circle"
          type="primary"
          icon={playing ? <PauseOutlined /> : <CaretRightOutlined />}
          onClick={toggle}
          aria-label={playing ? t("player.pause") : t("player.play")}
          title={playing ? t("player.pause") : t("player.play")}
          data-testid="recording-play"
        />
        <span className="num">
          {clock(at * 1000)} / {clock(length * 1000)}
        </span>
        <span className="spacer" />
        <Segmented
          size="small"
          value={speed}
          onChange={(value) => {
            setSpeed(value);
            if (audio.current) audio.current.playbackRate = value;
          }}
          options={[1, 1.25, 1.5, 2].map((value) => ({ value, label: `${value}×` }))}
          aria-label={t("player.speed")}
        />
      </div>
      <div
        className="lanes"
        role="slider"
        tabIndex={0}
        aria-label={t("player.position")}
        aria-valuemin={0}
        aria-valuemax={Math.round(length)}
        aria-valuenow={Math.round(at)}
        aria-valuetext={clock(at * 1000)}
        onPointerDown={pointAt}
        onPointerMove={(event) => event.buttons === 1 && pointAt(event)}
        onKeyDown={onKey}
      >
        <Lane name={t("participant.customer")} peaks={lanes?.left ?? null} share={share} tone="accent" />
        <Lane name={t("participant.agent")} peaks={lanes?.right ?? null} share={share} tone="talk" />
        <span className="playhead" style={{ left: `${share * 100}%` }} aria-hidden />
      </div>
    </div>
  );
}
