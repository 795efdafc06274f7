-- Who did what, from where, with which outcome. Written before a change is made and completed
-- after it, so that a change without a trace cannot happen. Names are kept as they were: the
-- accounts they belong to may be gone.
CREATE TABLE audit_events (
    id UUID PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL DEFAULT now(),
    actor_kind TEXT NOT NULL CHECK (actor_kind IN ('user', 'api_key', 'anonymous', 'system')),
    actor_id UUID,
    actor_name TEXT NOT NULL,
    action TEXT NOT NULL,
    target TEXT,
    outcome TEXT NOT NULL CHECK (outcome IN ('pending', 'succeeded', 'failed', 'denied')),
    status SMALLINT,
    address TEXT,
    request_id TEXT NOT NULL,
    detail TEXT
);
CREATE INDEX audit_events_at ON audit_events (at DESC, id DESC);
CREATE INDEX audit_events_actor_name ON audit_events (actor_name, at DESC);
CREATE INDEX audit_events_action ON audit_events (action, at DESC);
