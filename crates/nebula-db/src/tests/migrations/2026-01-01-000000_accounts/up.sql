CREATE TYPE account_kind AS ENUM ('person', 'service');
CREATE TABLE accounts (
    id bigint PRIMARY KEY,
    kind account_kind NOT NULL DEFAULT 'person',
    name text NOT NULL CONSTRAINT accounts_name_unique UNIQUE,
    balance bigint NOT NULL DEFAULT 0
);
