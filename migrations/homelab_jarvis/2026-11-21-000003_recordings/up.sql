-- Recorded terminals. The casts themselves are sealed files in the data folder.
CREATE TABLE recordings (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL,
    username TEXT NOT NULL,
    engine TEXT NOT NULL,
    container_id TEXT NOT NULL,
    container_name TEXT NOT NULL,
    command TEXT NOT NULL,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    ended_at TIMESTAMPTZ,
    duration_ms BIGINT NOT NULL DEFAULT 0,
    size_bytes BIGINT NOT NULL DEFAULT 0,
    cols INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('recording', 'complete', 'interrupted'))
);
CREATE INDEX recordings_started_at ON recordings (started_at DESC, id DESC);
