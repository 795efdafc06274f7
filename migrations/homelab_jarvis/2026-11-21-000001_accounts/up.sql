-- One row: what an administrator can change while the platform runs, and when it was set up.
CREATE TABLE platform_settings (
    id BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (id),
    set_up_at TIMESTAMPTZ,
    session_lifetime_hours INTEGER NOT NULL DEFAULT 168 CHECK (session_lifetime_hours BETWEEN 1 AND 2160),
    audit_retention_days INTEGER NOT NULL DEFAULT 365 CHECK (audit_retention_days BETWEEN 30 AND 3650),
    recording_retention_days INTEGER NOT NULL DEFAULT 90 CHECK (recording_retention_days BETWEEN 1 AND 3650),
    terminal_recording BOOLEAN NOT NULL DEFAULT TRUE
);
INSERT INTO platform_settings DEFAULT VALUES;

CREATE TABLE users (
    id UUID PRIMARY KEY,
    username TEXT NOT NULL UNIQUE CHECK (username = lower(username)),
    email TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('admin', 'developer', 'viewer', 'client')),
    password_hash TEXT NOT NULL,
    disabled BOOLEAN NOT NULL DEFAULT FALSE,
    -- Sealed; set when enrolment starts, in force once confirmed.
    totp_secret TEXT,
    totp_confirmed_at TIMESTAMPTZ,
    -- The last time step used: a code works once.
    totp_last_step BIGINT,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    last_login_at TIMESTAMPTZ
);

CREATE TABLE recovery_codes (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    code_hash BYTEA NOT NULL,
    used_at TIMESTAMPTZ,
    UNIQUE (user_id, code_hash)
);

CREATE TABLE sessions (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_hash BYTEA NOT NULL UNIQUE,
    user_agent TEXT NOT NULL,
    address TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    last_seen_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX sessions_user_id ON sessions (user_id);
CREATE INDEX sessions_expires_at ON sessions (expires_at);

CREATE TABLE role_permissions (
    role TEXT NOT NULL CHECK (role IN ('developer', 'viewer', 'client')),
    module TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('read', 'write', 'admin')),
    PRIMARY KEY (role, module)
);
INSERT INTO role_permissions (role, module, level) VALUES
    ('developer', 'overview', 'read'),
    ('developer', 'containers', 'write'),
    ('developer', 'files', 'write'),
    ('developer', 'terminal', 'write'),
    ('developer', 'images', 'write'),
    ('developer', 'volumes', 'write'),
    ('developer', 'networks', 'write'),
    ('developer', 'recordings', 'read'),
    ('developer', 'api_keys', 'write'),
    ('viewer', 'overview', 'read'),
    ('viewer', 'containers', 'read'),
    ('viewer', 'images', 'read'),
    ('viewer', 'volumes', 'read'),
    ('viewer', 'networks', 'read'),
    ('client', 'overview', 'read');

CREATE TABLE api_keys (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    -- The visible start of the key, to tell keys apart.
    prefix TEXT NOT NULL,
    key_hash BYTEA NOT NULL UNIQUE,
    scopes JSONB NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    expires_at TIMESTAMPTZ,
    last_used_at TIMESTAMPTZ,
    revoked_at TIMESTAMPTZ
);
CREATE INDEX api_keys_user_id ON api_keys (user_id);

-- Failed sign-ins by account and by address; a row vanishes once its window is over.
CREATE TABLE login_throttles (
    scope TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_failure_at TIMESTAMPTZ NOT NULL,
    blocked_until TIMESTAMPTZ
);
